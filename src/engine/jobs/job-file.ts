import type { CommandOutput } from '../../model/command-output.ts'
import { shell, type ShellCommand } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'

/** How a job stands by its file on the host (see `DetachCommand`). `path` is the file's. */
export type JobState = { readonly path: string } & (
  | { readonly kind: 'absent' | 'unreadable' | 'removed' }
  /** What its file says: it runs, its time was over, or another program wrote it. */
  | { readonly kind: 'said'; readonly values: Vars }
  | { readonly kind: 'done'; readonly outputs: readonly CommandOutput[] }
)

export function lookAtJob(folder: string, id: string): ShellCommand {
  return { ...shell(`${FIND}${LOOK}`, folder, id), tolerant: true }
}

export function removeJob(folder: string, id: string): ShellCommand {
  return { ...shell(`${FIND}${REMOVE}`, folder, id), tolerant: true }
}

/** Reads what either of the two said. */
export function jobStateOf({ stdout }: CommandOutput): JobState {
  const [path = '', kind = ''] = stdout.toString('utf8').split('\n', 2)
  const rest = stdout.subarray(Buffer.byteLength(`${path}\n${kind}\n`))
  if (kind === 'done') return { path, kind, outputs: outputsOf(rest) }
  if (kind === 'removed') return { path, kind }
  if (kind !== 'said') return { path, kind: 'absent' }
  const values = objectOf(rest.toString('utf8'))
  return values === undefined ? { path, kind: 'unreadable' } : { path, kind, values }
}

function objectOf(text: string): Vars | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Vars) : undefined
  } catch {
    return undefined
  }
}

/** Each with `rc bytes bytes` before it: as long as its stdout and stderr are. */
function outputsOf(rest: Buffer): readonly CommandOutput[] {
  const outputs: CommandOutput[] = []
  for (let at = 0; at < rest.length;) {
    const end = rest.indexOf(0x0a, at)
    const [exitCode = 0, out = 0, errors = 0] = rest.toString('latin1', at, end).split(' ').map(Number)
    const [middle, after] = [end + 1 + out, end + 1 + out + errors]
    const [stdout, stderr] = [rest.subarray(end + 1, middle), rest.subarray(middle, after)]
    outputs.push({ exitCode, stdout, stderr, truncated: after > rest.length })
    at = after
  }
  return outputs
}

/** $1 folder, $2 job. An id is no path. */
const FIND = `
case $1 in '~') job=$HOME ;; '~/'*) job=$HOME/\${1#'~/'} ;; *) job=$1 ;; esac
job=$job/$2
printf '%s\\n' "$job"
case $2 in */*|.|..|'') echo absent; exit 0 ;; esac
[ -f "$job" ] || { echo absent; exit 0; }
`

const LOOK = `
said=$(cat -- "$job")
over=
case $said in *'"finished": 1'*) if [ -d "$job.parts" ]; then over=yes; fi ;; esac
if [ -z "$over" ]; then printf 'said\\n%s\\n' "$said"; exit; fi
echo done
cd -- "$job.parts" || exit 1
step=0
while [ -f "$step.rc" ]; do
  read -r rc < "$step.rc"
  echo "$rc" $(wc -c < "$step.out") $(wc -c < "$step.err")
  cat "$step.out" "$step.err"
  step=$((step + 1))
done
`

const REMOVE = `
rm -f -- "$job" && rm -rf -- "$job.parts" && echo removed
`
