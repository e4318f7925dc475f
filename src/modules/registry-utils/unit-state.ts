import { ok } from '../../base/result.ts'
import { stdoutText } from '../../model/command-output.ts'
import type { Fact } from '../../model/fact.ts'
import { sharedShell } from '../../model/remote-command.ts'

/** A systemd unit; `loaded` is false where the unit, or systemd itself, is missing. */
export interface UnitState {
  readonly loaded: boolean
  readonly active: string
  readonly result: string
  readonly invocation: string
  readonly mainPid: number
  readonly restarts: number
  readonly execStart: string
  readonly requires: readonly string[]
  /** Variables of `Environment=` and of every EnvironmentFile, as text. */
  readonly environment: string
  /** Seconds since the epoch, or undefined where it does not run. */
  readonly startedAt: number | undefined
  /** When this was seen, by the host's clock: seconds since the epoch. */
  readonly observedAt: number
}

export function unitState(unit: string): Fact<UnitState> {
  return {
    name: `state of ${unit}`,
    command: { ...sharedShell(SCRIPT, unit), tolerant: true },
    parse: (output) => ok(parseUnitState(stdoutText(output))),
  }
}

/** Of the environment only what dockerd's flags may be made of: names that end in OPTS, OPTIONS or ARGS. */
const SCRIPT = `
lines='
'
environment= files= active= main_pid= shown=
command -v systemctl >/dev/null 2>&1 && shown=$(systemctl show "$1" -p LoadState -p ActiveState -p Result -p InvocationID -p MainPID -p NRestarts -p ExecStart \\
  -p Requires -p BindsTo -p ExecMainStartTimestampMonotonic -p Environment -p EnvironmentFiles 2>/dev/null)
set -f
IFS=$lines
for line in $shown; do
  case $line in
    Environment=*) environment=\${line#Environment=} ;;
    EnvironmentFiles=*) files=$files$lines\${line#EnvironmentFiles=} ;;
    *)
      printf '%s\\n' "$line"
      case $line in ActiveState=*) active=\${line#*=} ;; MainPID=*) main_pid=\${line#*=} ;; esac ;;
  esac
done
unset IFS
case $1,$active in
  docker.service,active | docker.service,reloading) docker_is=active docker_pid=$main_pid ;;
  docker.service,*) docker_is=inactive ;;
esac
if [ -n "$shown" ]; then
  read -r up _ </proc/uptime
  now=$(date +%s.%N)
  case $now in *[!0-9.]*) now=$(date +%s) ;; esac
  echo "Clock=$now $up"
fi
echo
for word in $environment; do
  case $word in *=*) name=\${word%%=*} ;; *) continue ;; esac
  case $name in *[!A-Z_]*) ;; *OPTS | *OPTIONS | *ARGS) printf '%s\\n' "$word" ;; esac
done
IFS=$lines
for f in $files; do
  f=\${f%% (ignore_errors=*}
  [ -r "$f" ] && grep -E '^[[:space:]]*[A-Z_]*(OPTS|OPTIONS|ARGS)=' "$f"
done
unset IFS
set +f`

export function parseUnitState(text: string): UnitState {
  const [head = '', ...tail] = text.split('\n\n')
  const shown = new Map(head.split('\n').map((line) => splitOnce(line)))
  const get = (key: string): string => shown.get(key) ?? ''
  const [now = '', up = ''] = get('Clock').split(' ')
  const monotonic = Number(get('ExecMainStartTimestampMonotonic')) / 1e6
  // Whole seconds are rounded up, since file times are rounded down: what was written before the start is not newer.
  const latest = now.includes('.') ? Number(now) : Number(now) + 1
  const active = get('ActiveState')
  return {
    loaded: get('LoadState') === 'loaded',
    active,
    result: get('Result'),
    invocation: get('InvocationID'),
    mainPid: Number(get('MainPID')),
    restarts: Number(get('NRestarts')),
    execStart: get('ExecStart'),
    requires: `${get('Requires')} ${get('BindsTo')}`.split(' ').filter((name) => name !== ''),
    environment: tail.join('\n\n'),
    observedAt: Number(now),
    startedAt: active === 'active' && monotonic > 0 ? latest - Number(up) + monotonic : undefined,
  }
}

function splitOnce(line: string): readonly [string, string] {
  const at = line.indexOf('=')
  return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)]
}
