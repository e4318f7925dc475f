import type { CommandOutput } from '../../model/command-output.ts'
import type { Vars } from '../../model/vars.ts'

/** What a framed run said: our own first and last line taken off, the command's own output between them. */
export interface RunOutput {
  readonly kind: 'ran' | 'creates' | 'removes' | 'chdir'
  readonly start: string | undefined
  readonly end: string | undefined
  readonly stdout: string
  readonly stderr: string
  readonly rc: number
}

/** Reads the output of a script that begins with `FRAME_START` and ends with `FRAME_END`. */
export function readFramed(output: CommandOutput): RunOutput {
  const text = output.stdout.toString('utf8')
  const headEnd = text.indexOf('\n')
  const [kind = '', start = ''] = (headEnd === -1 ? text : text.slice(0, headEnd)).split('|')
  const rest = headEnd === -1 ? '' : text.slice(headEnd + 1)
  const footer = /\n\|([^\n]*)\n$/.exec(rest)
  return {
    kind: kind === 'creates' || kind === 'removes' || kind === 'chdir' ? kind : 'ran',
    start: stampOf(start),
    end: footer === null ? undefined : stampOf(footer[1] ?? ''),
    stdout: footer === null ? rest : rest.slice(0, footer.index),
    stderr: output.stderr.toString('utf8'),
    rc: output.exitCode,
  }
}

/** Whether it begins as such a script begins. */
export function isFramed({ stdout }: CommandOutput): boolean {
  return /^(ran|creates|removes|chdir)\|\d{4}-/.test(stdout.toString('latin1', 0, 20))
}

/** Defines `frame_start` and `frame_end` for a script; between them everything on stdout belongs to the command. */
export const FRAME = `
frame_start() { date "+$1|%Y-%m-%d %H:%M:%S.%N"; }
frame_end() { date '+%n|%Y-%m-%d %H:%M:%S.%N'; }`

/** Python's `str(datetime)`; a `date` without %N gives whole seconds. */
function stampOf(text: string): string | undefined {
  const parts = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\.(\d*)/.exec(text)
  if (parts === null) return undefined
  const [, seconds = '', fraction = ''] = parts
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}`
}

/** Python's `str(timedelta)` between two stamps of one host. */
export function deltaOf(start: string | undefined, end: string | undefined): string | null {
  if (start === undefined || end === undefined) return null
  const microseconds = Math.max(0, microsecondsOf(end) - microsecondsOf(start))
  const seconds = Math.floor(microseconds / 1_000_000)
  const pad = (value: number) => String(value).padStart(2, '0')
  const clock = `${Math.floor(seconds / 3600)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  const fraction = microseconds % 1_000_000
  return fraction === 0 ? clock : `${clock}.${String(fraction).padStart(6, '0')}`
}

function microsecondsOf(stamp: string): number {
  const [clock = '', fraction = '0'] = stamp.split('.')
  return Date.parse(`${clock.replace(' ', 'T')}Z`) * 1000 + Number(fraction)
}

/** `stdout` and `stderr` with their lines, as `register` gives them. */
export function outputValues(stdout: string, stderr: string): Vars {
  return { stdout, stderr, stdout_lines: linesOf(stdout), stderr_lines: linesOf(stderr) }
}

function linesOf(text: string): readonly string[] {
  if (text === '') return []
  return text.replace(/\r?\n$/, '').split(/\r?\n/)
}
