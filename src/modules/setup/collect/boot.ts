import type { Vars } from '../../../model/vars.ts'
import type { Collector } from './collector.ts'

/** The kernel's command line; `proc_cmdline` keeps every value of a name that comes more than once. */
export const cmdline: Collector = {
  script: 'show cmdline /proc/cmdline',
  parse: (sections) => {
    const words = (sections.lines('cmdline')[0] ?? '').match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
    const pairs = words.map((word) => {
      const [, name = '', value] = /^([^=]*)(?:=(.*))?$/.exec(word.replaceAll(/["']/g, '')) ?? []
      return [name, value ?? true] as const
    })
    return { cmdline: Object.fromEntries(pairs), proc_cmdline: allValues(pairs) }
  },
}

function allValues(pairs: readonly (readonly [string, string | true])[]): Vars {
  const all = new Map<string, (string | true)[]>()
  for (const [name, value] of pairs) all.set(name, [...(all.get(name) ?? []), value])
  return Object.fromEntries([...all].map(([name, values]) => [name, values.length === 1 ? values[0] : values]))
}

const INITS: Readonly<Record<string, string>> = {
  procd: 'openwrt_init',
  'runit-init': 'runit',
  svscan: 'svc',
  'openrc-init': 'openrc',
}

/** Process 1 by name; for one whose name tells nothing, what lies on the host. */
export const serviceManager: Collector = {
  script: `
show init /proc/1/comm
section init_signs
[ -d /run/systemd/system ] && echo systemd
[ -d /etc/init ] && have initctl && echo upstart
[ -e /sbin/openrc ] && echo openrc
[ -d /etc/init.d ] && echo sysvinit
`,
  parse: (sections) => {
    const [name = ''] = sections.lines('init')
    const tellsNothing = name === '' || name === 'init' || name.endsWith('sh')
    const manager = tellsNothing ? (sections.lines('init_signs')[0] ?? 'service') : (INITS[name] ?? name)
    return { service_mgr: manager }
  },
}

export const packageManager: Collector = {
  script: `
section packages
for manager in apt dnf yum zypper apk pacman emerge xbps-install opkg swupd; do
  if have "$manager"; then echo "$manager"; break; fi
done
`,
  parse: (sections) => {
    const [found = 'unknown'] = sections.lines('packages')
    return { pkg_mgr: { emerge: 'portage', 'xbps-install': 'xbps' }[found] ?? found }
  },
}

export const loadAverage: Collector = {
  script: 'show loadavg /proc/loadavg',
  parse: (sections) => {
    const [one, five, fifteen] = (sections.lines('loadavg')[0] ?? '').split(' ').map(Number)
    return { loadavg: { '1m': one, '5m': five, '15m': fifteen } }
  },
}
