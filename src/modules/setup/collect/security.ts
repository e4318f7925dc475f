import type { Vars } from '../../../model/vars.ts'
import { assignments, type Sections } from '../../module-utils/sections.ts'
import type { Collector } from './collector.ts'

export const selinux: Collector = {
  script: `
show selinux_config /etc/selinux/config
show selinux_enforce /sys/fs/selinux/enforce
show selinux_policy /sys/fs/selinux/policyvers
`,
  python: `
section("selinux_python")
try:
    import selinux
    print("there")
except Exception:
    pass
`,
  parse: (sections) => {
    const config = assignments(sections.lines('selinux_config'))
    const present = sections.lines('selinux_python')[0] === 'there'
    return { selinux: selinuxState(sections, config), selinux_python_present: present }
  },
}

function selinuxState(sections: Sections, config: ReadonlyMap<string, string>): Vars {
  const [enforce = ''] = sections.lines('selinux_enforce')
  if (enforce === '') return { status: 'disabled' }
  return {
    status: 'enabled',
    policyvers: Number(sections.lines('selinux_policy')[0] ?? 0),
    config_mode: config.get('SELINUX') ?? 'unknown',
    mode: enforce === '1' ? 'enforcing' : 'permissive',
    type: config.get('SELINUXTYPE') ?? 'unknown',
  }
}

export const apparmor: Collector = {
  script: `section apparmor; [ -e /sys/kernel/security/apparmor ] && echo there`,
  parse: (sections) => ({
    apparmor: { status: sections.lines('apparmor').length > 0 ? 'enabled' : 'disabled' },
  }),
}

export const fips: Collector = {
  script: 'show fips /proc/sys/crypto/fips_enabled',
  parse: (sections) => ({ fips: sections.lines('fips')[0] === '1' }),
}

/** Only where `capsh` is there to tell. */
export const caps: Collector = {
  script: 'section caps; have capsh && capsh --print',
  parse: (sections) => {
    const current = sections.lines('caps').find((line) => line.startsWith('Current:'))
    if (current === undefined) return {}
    const value = current.slice('Current:'.length).trim()
    if (value === '=ep') return { system_capabilities: [], system_capabilities_enforced: 'False' }
    const listed = value.replace(/^[^=]*=/, '').split(',')
    return {
      system_capabilities: listed.map((name) => name.trim()),
      system_capabilities_enforced: 'True',
    }
  },
}

/** A root that is not the one of process 1; where that one can't be seen, a root that is not the top of a file system. */
export const chroot: Collector = {
  script: `section chroot; stat -L -c %d:%i /; stat -L -c %d:%i /proc/1/root/.; echo "$debian_chroot"`,
  parse: (sections) => {
    const [own = '', ...others] = sections.lines('chroot')
    const first = others.length > 1 ? others[0] : undefined
    const isTop = /:(2|128|256)$/.test(own)
    return { is_chroot: others.at(-1) !== '' || (first === undefined ? !isTop : first !== own) }
  },
}
