import { ok } from '../../../base/result.ts'
import type { Fact } from '../../../model/fact.ts'
import { shell, type RemoteCommand, type ShellCommand } from '../../../model/remote-command.ts'

/** Exit code for "no user of this host has a rootless dockerd". */
export const NO_ROOTLESS = 45

/**
 * `each_rootless COMMAND` runs it with $user, $uid, $gid and $home of each user with a lingering session and a unit of a
 * rootless dockerd, in the order of their names; `first_rootless` sets them for the first one.
 */
export const ROOTLESS_USERS = `
rootless_account() {
  user=\${1##*/}
  line=$( { getent passwd "$user" || grep "^$user:" /etc/passwd; } 2>/dev/null | head -n 1)
  uid=$(printf '%s' "$line" | cut -d: -f3)
  gid=$(printf '%s' "$line" | cut -d: -f4)
  home=$(printf '%s' "$line" | cut -d: -f6)
  [ -n "$home" ] && [ -e "$home/.config/systemd/user/docker.service" ]
}
each_rootless() {
  for f in /var/lib/systemd/linger/*; do
    if [ -e "$f" ] && rootless_account "$f"; then "$@"; fi
  done
}
first_rootless() {
  for f in /var/lib/systemd/linger/*; do
    if [ -e "$f" ] && rootless_account "$f"; then return 0; fi
  done
  return 1
}
`

/** Runs the script $1 with the other words as that user, in the session of that user's own systemd. */
const IN_SESSION = `${ROOTLESS_USERS}
first_rootless || exit ${NO_ROOTLESS}
script=$1
shift
run=/run/user/$uid
exec runuser -u "$user" -- env HOME="$home" XDG_RUNTIME_DIR="$run" DBUS_SESSION_BUS_ADDRESS="unix:path=$run/bus" DOCKER_HOST="unix://$run/docker.sock" sh -c "$script" sh "$@"`

/** What the scripts for docker.service call is that of the user. They always say \`journalctl -u UNIT\`. */
const OWN_PROGRAMS = `
systemctl() { command systemctl --user "$@"; }
journalctl() { shift; command journalctl --user-unit "$@"; }
`

/** No function and no variable reaches another process. The scripts open the name with noclobber alone, which takes none that is there. */
const CONTENT = `
ls_content() { cat; }
ls_unused=$(mktemp -u .longshore-XXXXXXXXXX) || exit 1
`

/** A script for the dockerd of the system, for the rootless one. */
export function inSession(command: ShellCommand): ShellCommand {
  const { script, args = [], content, sharesShell: _own, ...rest } = command
  if (content === undefined) return { ...rest, script: IN_SESSION, args: [`${OWN_PROGRAMS}${script}`, ...args] }
  return { ...rest, stdin: content, script: IN_SESSION, args: [`${OWN_PROGRAMS}${CONTENT}${script}`, ...args] }
}

/** The fact, of the rootless dockerd; undefined where there is none. */
export function ofSession<T>(fact: Fact<T>): Fact<T | undefined> {
  return {
    name: `${fact.name}, rootless`,
    command: { ...inSession(shellOf(fact.command)), tolerant: true },
    parse: (output) => (output.exitCode === NO_ROOTLESS ? ok(undefined) : fact.parse(output)),
  }
}

function shellOf(command: RemoteCommand): ShellCommand {
  if (command.kind !== 'shell') throw new Error('facts of dockerd are gathered by scripts')
  return command
}

/** A script for root, with $user, $uid, $gid and $home of the first rootless user. */
export function aboutUser(script: string): ShellCommand {
  return { ...shell(`${ROOTLESS_USERS}first_rootless || exit ${NO_ROOTLESS}\n${script}`), tolerant: true }
}
