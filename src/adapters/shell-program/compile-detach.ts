import type { DetachCommand, PlainCommand } from '../../model/remote-command.ts'
import { compileCommand } from './compile-command.ts'
import { printBytes } from './encode-bytes.ts'
import { environmentFunction } from './environment-function.ts'
import { END_ALONE, WRITE_FUNCTION } from './prelude.ts'
import { quoteWord } from './quote.ts'

/** A job as the stdin of `ls_detach`: what it holds is in no argv. */
export function compileDetach(
  command: DetachCommand,
  temporary: string,
  environment: Readonly<Record<string, string>>,
): string {
  const words = [command.folder, command.job, String(Math.ceil(command.seconds))].map(quoteWord)
  const program = jobProgram(command.commands, temporary, environment)
  return `{\n${printBytes(Buffer.from(program, 'utf8'))}\n} | (ls_detach ${words.join(' ')})`
}

/**
 * `ls_detach folder job seconds`, the job's program on stdin, as a subshell. Without setsid the job stays in the process
 * group of the line, and only hangups do not reach it.
 */
export const DETACH_FUNCTION = `ls_detach() {
  ls_mask=$(umask)
  umask 077
  case $1 in '~') ls_job=$HOME ;; '~/'*) ls_job=$HOME/\${1#'~/'} ;; *) ls_job=$1 ;; esac
  mkdir -p -- "$ls_job" || exit 1
  ls_job=$ls_job/$2
  mkdir -- "$ls_job.parts" && cat > "$ls_job.parts/program" || exit 1
  printf '{"started": 1, "finished": 0, "ansible_job_id": "%s"}\\n' "$2" > "$ls_job" || exit 1
  ls_own=nohup
  if command -v setsid >/dev/null 2>&1; then ls_own=setsid; fi
  "$ls_own" sh "$ls_job.parts/program" "$ls_job" "$3" "$ls_mask" "$ls_own" </dev/null >/dev/null 2>&1 &
  printf '%s\\n' "$ls_job"
}
`

/** One brace group, as every program: it is read to its end before it runs, and then its file, secrets and all, goes. */
function jobProgram(
  commands: readonly PlainCommand[],
  temporary: string,
  environment: Readonly<Record<string, string>>,
): string {
  const usesWrite = commands.some((command) => command.kind === 'write')
  const functions = `${usesWrite ? WRITE_FUNCTION + END_ALONE : ''}${environmentFunction(environment, 'umask "$ls_mask"')}`
  const body = commands.map((command, index) => part(command, index, `${temporary}-${index}`))
  return `{\n${JOB_BEGIN}${functions}${body.join('')}${JOB_END}}\n`
}

/** What comes after a command that failed and is not tolerant does not run. */
function part(command: PlainCommand, index: number, temporary: string): string {
  const keep = command.tolerant === true ? '' : 'ls_failed=$ls_r\n'
  return `if [ "$ls_failed" -eq 0 ]; then
{
${compileCommand(command, temporary)}
} > "$ls_parts/${index}.out" 2> "$ls_parts/${index}.err"
ls_r=$?
${keep}printf '%s\\n' "$ls_r" > "$ls_parts/${index}.rc"
fi
`
}

const JOB_BEGIN = `ls_job=$1 ls_parts=$1.parts ls_left=$2 ls_mask=$3 ls_own=$4
rm -f -- "$0"
umask 077
ls_stamp() { date '+%Y-%m-%d %H:%M:%S'; }
ls_say() { printf "$@" > "$ls_parts/said" && mv -f -- "$ls_parts/said" "$ls_job"; }
{
  while [ "$ls_left" -gt 0 ]; do sleep 1; ls_left=$((ls_left - 1)); done
  ls_say '{"msg": "Timeout exceeded", "failed": true, "child_pid": %s}\\n' "$$"
  if [ "$ls_own" = setsid ]; then kill -KILL 0; else kill -KILL "$$"; fi
} &
ls_watch=$!
ls_start=$(ls_stamp) ls_failed=0 ls_r=0
`

const JOB_END = `kill "$ls_watch" 2>/dev/null
ls_say '{"started": 1, "finished": 1, "ansible_job_id": "%s", "rc": %s, "start": "%s", "end": "%s"}\\n' \\
  "\${ls_job##*/}" "$ls_r" "$ls_start" "$(ls_stamp)"
`
