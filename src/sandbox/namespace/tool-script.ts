import { ROOT_SCRIPT } from './root-script.ts'

const FIELD = '\x1f'
const RECORD = '\x1e'

/**
 * What stands for every simulated program in a host: it hands its arguments to the sandbox and runs the answer, which
 * is itself a shell script that prints and exits.
 */
const TOOL = `#!/bin/sh
reply=/run/sandbox/reply.$$
mkfifo -m 0600 "$reply" || exit 127
IFS='${FIELD}'
printf '%s' "$$${FIELD}\${0##*/}${FIELD}$#${FIELD}$*${RECORD}" > /run/sandbox/request
. "$reply"`

/** Process 1 of a host: takes processes that lost their parent, and ends with its pipe. A power cut ends what it waits by. */
const SYSTEMD = `#!/bin/sh
echo "ready $1"
exec 3<&0
while :; do
  cat <&3 >/dev/null &
  wait "$!"
  [ $? -gt 128 ] || exit 0
done`

/** sudo for a host whose only user is root: it asks for the host's password as sudo does, then runs the rest. */
const SUDO = `#!/bin/sh
ask=yes from=tty prompt='[sudo] password for root: ' user=root
while [ $# -gt 0 ]; do
  case $1 in
    -n|--non-interactive) ask=no ;;
    -S|--stdin) from=stdin ;;
    -p|--prompt) prompt=$2; shift ;;
    -u|--user) user=$2; shift ;;
    -V|--version) echo 'Sudo version 1.9.13p3'; exit 0 ;;
    -k|-K|-H|-E|-b|-i|-s) ;;
    --) shift; break ;;
    -*) echo "sudo: invalid option -- '$1'" >&2; exit 1 ;;
    *=*) export "$1" ;;
    *) break ;;
  esac
  shift
done
if [ "$user" != root ] && [ "$user" != 0 ]; then echo "sudo: unknown user $user" >&2; exit 1; fi
if [ -e /run/sandbox/sudo-password ]; then
  if [ $ask = no ]; then echo 'sudo: a password is required' >&2; exit 1; fi
  if [ $from = tty ]; then
    echo 'sudo: a terminal is required to read the password; either use the -S option to read from standard input' >&2
    exit 1
  fi
  read -r wanted < /run/sandbox/sudo-password
  printf '%s' "$prompt" >&2
  IFS= read -r given || given=
  if [ "$given" != "$wanted" ]; then
    printf '\\nSorry, try again.\\nsudo: 1 incorrect password attempt\\n' >&2
    exit 1
  fi
fi
[ $# -gt 0 ] || exit 0
exec "$@"`

export const HOST_SCRIPT = ROOT_SCRIPT.replace('@TOOL@', () => TOOL)
  .replace('@SUDO@', () => SUDO)
  .replace('@SYSTEMD@', () => SYSTEMD)

export interface ToolRequest {
  readonly pid: string
  readonly tool: string
  readonly args: readonly string[]
}

/** Takes whole requests off the front of what came in; the rest is what is still to be completed. */
export function takeRequests(received: string): { readonly requests: readonly ToolRequest[]; readonly rest: string } {
  const records = received.split(RECORD)
  const rest = records.pop() ?? ''
  const requests = records.flatMap((record) => {
    const [pid, tool, count, ...args] = record.split(FIELD)
    if (pid === undefined || tool === undefined || !/^\d+$/.test(pid)) return []
    return [{ pid, tool, args: count === '0' ? [] : args }]
  })
  return { requests, rest }
}

/** The answer as the script that the tool runs. */
export function replyScript(output: {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}): string {
  const print = (text: string, to: string): string => (text === '' ? '' : `printf '%s' ${quote(text)}${to}\n`)
  return `${print(output.stdout, '')}${print(output.stderr, ' >&2')}exit ${output.exitCode}\n`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
