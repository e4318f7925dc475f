import { ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'

export interface Unit {
  /** `service`: a host without systemd, asked through its init scripts. */
  readonly manager: 'systemd' | 'service'
  readonly found: boolean
  readonly active: boolean
  readonly enabled: boolean
  readonly masked: boolean
  /** Everything that `systemctl show` says. */
  readonly status: Readonly<Record<string, string>>
}

/** A unit as systemd sees it now, or what an init script says where there is no systemd. */
export function unitFact(name: string): Fact<Unit> {
  return {
    name: `state of the service ${name}`,
    command: { ...shell(SCRIPT, name), tolerant: true },
    parse: (output) => ok(parseUnit(output.stdout.toString('utf8').split('\n'))),
  }
}

/** `is-enabled` knows of more than the unit file: its exit code is Ansible's test too. */
const SCRIPT = `
LC_ALL=C; export LC_ALL
if [ -n "$1" ] && command -v systemctl >/dev/null 2>&1; then
  echo systemd
  if systemctl is-enabled -q -- "$1" >/dev/null 2>&1; then echo yes; else echo no; fi
  systemctl show --no-pager -- "$1" 2>/dev/null
  exit 0
fi
echo service
for link in /etc/rc[2345].d/S[0-9][0-9]"$1"; do [ -e "$link" ] && { enabled=yes; break; }; done
echo "\${enabled:-no}"
if [ -x "/etc/init.d/$1" ]; then echo LoadState=loaded; else echo LoadState=not-found; exit 0; fi
if service "$1" status >/dev/null 2>&1 </dev/null; then echo ActiveState=active; else echo ActiveState=inactive; fi
`

function parseUnit([manager = '', enabled = '', ...properties]: readonly string[]): Unit {
  const status: Record<string, string> = {}
  let last: string | undefined
  for (const line of properties) {
    const property = /^([A-Za-z]\w*)=(.*)$/.exec(line)
    if (property?.[1] !== undefined) {
      last = property[1]
      status[last] = property[2] ?? ''
    } else if (last !== undefined && line !== '') {
      status[last] = `${status[last] ?? ''}\n${line}`
    }
  }
  const load = status['LoadState'] ?? 'not-found'
  return {
    manager: manager === 'systemd' ? 'systemd' : 'service',
    found: load !== 'not-found',
    active: ['active', 'activating', 'reloading'].includes(status['ActiveState'] ?? ''),
    enabled: enabled === 'yes',
    masked: load === 'masked',
    status,
  }
}
