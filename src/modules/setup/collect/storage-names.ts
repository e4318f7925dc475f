import type { Collector } from './collector.ts'

export const nvme: Collector = {
  script: 'show hostnqn /etc/nvme/hostnqn',
  parse: (sections) => ({ hostnqn: (sections.lines('hostnqn')[0] ?? '').trim() }),
}

export const iscsi: Collector = {
  script: 'show iscsi /etc/iscsi/initiatorname.iscsi',
  parse: (sections) => {
    const line = sections.lines('iscsi').find((each) => each.startsWith('InitiatorName='))
    return { iscsi_iqn: line?.slice('InitiatorName='.length).trim() ?? '' }
  },
}

export const fibreChannel: Collector = {
  script: 'section fibre_channel; [ ! -d /sys/class/fc_host ] || cat /sys/class/fc_host/*/port_name',
  parse: (sections) => ({
    fibre_channel_wwn: sections.lines('fibre_channel').map((line) => line.trim().replace(/^0x/, '')),
  }),
}
