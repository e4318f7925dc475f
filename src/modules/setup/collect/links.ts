import type { Vars } from '../../../model/vars.ts'
import { valuesOf } from './collector.ts'

/** By the kernel's number of the hardware (include/uapi/linux/if_arp.h). */
const TYPES: Readonly<Record<string, string>> = { '1': 'ether', '32': 'infiniband', '512': 'ppp', '772': 'loopback' }

const PROMISCUOUS = 0x100

/** One interface by its files in /sys/class/net. */
export function linkFacts(device: string, lines: readonly string[]): Vars {
  const values = valuesOf(lines)
  const one = (key: string) => values(key)[0]
  const address = one('address')
  const type = TYPES[one('type') ?? '']
  return {
    device,
    ...given('macaddress', address === '00:00:00:00:00:00' ? undefined : address),
    ...given('mtu', numeric(one('mtu'))),
    ...given('active', one('operstate') === undefined ? undefined : one('operstate') !== 'down'),
    ...given('module', one('module')),
    ...given('type', type),
    ...bridgeFacts(values),
    ...bondingFacts(one),
    ...given('perm_macaddress', one('bonding_slave/perm_hwaddr')),
    ...given('pciid', one('pciid')),
    ...given('speed', numeric(one('speed'))),
    ...given('promisc', one('flags') === undefined ? undefined : (Number(one('flags')) & PROMISCUOUS) !== 0),
  }
}

function bridgeFacts(values: (key: string) => readonly string[]): Vars {
  const [id] = values('bridge/bridge_id')
  if (id === undefined) return {}
  return { type: 'bridge', interfaces: values('port'), id, stp: values('bridge/stp_state')[0] === '1' }
}

function bondingFacts(one: (key: string) => string | undefined): Vars {
  const mode = one('bonding/mode')
  if (mode === undefined) return {}
  return {
    type: 'bonding',
    slaves: (one('bonding/slaves') ?? '').split(' ').filter((name) => name !== ''),
    mode: mode.split(' ')[0],
    ...given('miimon', one('bonding/miimon')?.split(' ')[0]),
    ...given('lacp_rate', one('bonding/lacp_rate')?.split(' ')[0]),
    ...given('primary', one('bonding/primary')),
    ...given(
      'all_slaves_active',
      one('bonding/all_slaves_active') === undefined ? undefined : one('bonding/all_slaves_active') === '1',
    ),
  }
}

function given(name: string, value: unknown): Vars {
  return value === undefined ? {} : { [name]: value }
}

function numeric(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}
