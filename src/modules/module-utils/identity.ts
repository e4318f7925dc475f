import { err, ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import { EFFECTIVE_USER } from '../../model/effective-user.ts'
import { shell } from '../../model/remote-command.ts'
import { factUnreadable } from './errors.ts'

export interface Account {
  readonly id: number
  readonly name: string
}

/** Who acts on the host, and who the user and group of a task are there. */
export interface Identity {
  readonly user: Account
  readonly group: Account
  readonly umask: number
  /** `PID.YYYY-MM-DD@HH:MM:SS`: the middle of a backup's name; empty where none is asked for. */
  readonly backupStamp: string
  /** The user and the group that were asked for, or undefined where the host does not know them. */
  readonly wantedOwner: Account | undefined
  readonly wantedGroup: Account | undefined
  /** SELinux is enabled, enforcing or not. */
  readonly hasSelinux: boolean
}

export function identity(wanted: {
  readonly owner?: string | undefined
  readonly group?: string | undefined
  readonly backup?: boolean | undefined
}): Fact<Identity> {
  return {
    name: 'who acts on the host',
    command: {
      ...shell(SCRIPT, wanted.owner ?? '', wanted.group ?? '', wanted.backup === true ? 'backup' : ''),
      tolerant: true,
    },
    parse: (output) => {
      const lines = output.stdout.toString('utf8').split('\n')
      const [user, group] = [parseAccount(lines[0]), parseAccount(lines[1])]
      if (user === undefined || group === undefined) return err(factUnreadable('the identity of the user', output))
      return ok({
        user,
        group,
        umask: Number.parseInt(lines[2] ?? '022', 8),
        backupStamp: lines[3] ?? '',
        wantedOwner: parseAccount(lines[4]),
        wantedGroup: parseAccount(lines[5]),
        hasSelinux: lines[6] === 'selinux',
      })
    },
  }
}

/**
 * The kernel gives /proc/self another owner where it may not be looked into: then id(1) is asked. Root needs no process: its name
 * is on the first line of the two files, which is also where a host looks first.
 */
const SCRIPT = `${EFFECTIVE_USER}
look_up() { awk -F: -v key="$2" '$1 == key || $3 == key { print; exit }' "/etc/$1"; }
if command -v getent >/dev/null 2>&1; then look_up() { exec getent "$1" "$2"; }; fi
account() {
  [ -n "$2" ] || { echo; return; }
  case $3 in "$2|"* | *"|$2") printf '%s\\n' "$3"; return ;; esac
  IFS=:; set -- "$2" $(look_up "$1" "$2"); unset IFS
  if [ $# -ge 4 ]; then printf '%s|%s\\n' "$4" "$2"
  else case $1 in *[!0-9]*) echo ;; *) printf '%s|%s\\n' "$1" "$1" ;; esac; fi
}
effective_user
me= root= id= of= group=
if [ "$uid" = 0 ]; then
  { while read -r key rest group more; do [ "$key" != Gid: ] || break; group=; done < /proc/self/status
  IFS=: read -r root rest id more < /etc/passwd
  IFS=: read -r wheel rest of more < /etc/group; } 2>/dev/null
  [ "$group:$id:$of" != 0:0:0 ] || me="0|$root|0|$wheel"
fi
[ -n "$me" ] || me=$(stat -L -c '%u|%U|%g|%G' /proc/self 2>/dev/null)
case $me in "$uid|"*) ;; *) me="$(id -u)|$(id -un 2>/dev/null)|$(id -g)|$(id -gn 2>/dev/null)" ;; esac
printf '%s\\n' "\${me%|*|*}" "\${me#*|*|}"
umask
if [ -n "$3" ]; then date "+$$.%Y-%m-%d@%H:%M:%S"; else echo; fi
account passwd "$1" "\${me%|*|*}"
account group "$2" "\${me#*|*|}"
[ ! -e /sys/fs/selinux/enforce ] || echo selinux
`

function parseAccount(line: string | undefined): Account | undefined {
  const [id = '', name = ''] = (line ?? '').split('|')
  return /^\d+$/.test(id) ? { id: Number(id), name: name === '' || name === 'UNKNOWN' ? id : name } : undefined
}
