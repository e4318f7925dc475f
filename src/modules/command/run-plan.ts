import { stderrText, type CommandOutput } from '../../model/command-output.ts'
import type { Conclusion, Plan, Step } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import type { Vars } from '../../model/vars.ts'
import { deltaOf, outputValues, readFramed, type RunOutput } from '../module-utils/run-output.ts'
import { checkedRun, type Presence } from './check-mode.ts'
import { notNeeded } from './not-needed.ts'
import { directoryRefused, noCommand, nonZeroExit, noProgram, programMissing } from './errors.ts'
import { RUN_SCRIPT } from './run-script.ts'

/** What `command` and `shell` have in common, ready to run. */
export interface Run {
  /** `words`: a program and its arguments. `text`: a text for the shell `executable`. */
  readonly what:
    | { readonly kind: 'words'; readonly words: readonly string[] }
    | { readonly kind: 'text'; readonly text: string; readonly executable: string }
  readonly chdir: string | undefined
  readonly creates: string | undefined
  readonly removes: string | undefined
  readonly stdin: string | undefined
  readonly stripEmptyEnds: boolean
}

/** One step whose exit code is the answer; in check mode what Ansible says it would have done. */
export function planRun(run: Run, presence: Presence, checkMode: boolean): Plan {
  if (isNothing(run)) return { kind: 'impossible', error: noCommand(), values: nothingValues(run) }
  if (checkMode) return checkedRun(run, presence, resultOf(run))
  return { kind: 'change', steps: [runStep(run)], conclude: ([output]) => conclude(run, output) }
}

function isNothing({ what }: Run): boolean {
  return what.kind === 'words' ? what.words.length === 0 : what.text.trim() === ''
}

function nothingValues(run: Run): Vars {
  return { ...resultOf(run), cmd: null, rc: 256, msg: noCommand().message }
}

function runStep(run: Run): Step {
  const { what } = run
  const mode = what.kind === 'text' ? 'text' : what.words.some((word) => /\$|^~/.test(word)) ? 'expand' : 'words'
  const rest = what.kind === 'text' ? [what.executable, what.text] : what.words
  return {
    summary: `run: ${firstWord(run)}`,
    run: {
      ...shell(RUN_SCRIPT, mode, run.chdir ?? '', run.creates ?? '', run.removes ?? '', ...rest),
      ...(run.stdin === undefined ? {} : { stdin: run.stdin }),
      tolerant: true,
    },
  }
}

function firstWord(run: Run): string {
  const word = run.what.kind === 'words' ? run.what.words[0] : /^\s*([\w./-]+)(?=\s|$)/.exec(run.what.text)?.[1]
  return word ?? 'a shell command'
}

/** The values that every outcome carries, as Ansible's command module begins them. */
function resultOf(run: Run): Vars {
  const cmd = run.what.kind === 'words' ? run.what.words : run.what.text
  return { cmd, rc: null, start: null, end: null, delta: null, msg: '', ...outputValues('', '') }
}

function conclude(run: Run, output: CommandOutput | undefined): Conclusion {
  if (output === undefined) return { changed: false }
  const ran = readFramed(output)
  const base = { ...resultOf(run), start: ran.start ?? null, end: ran.end ?? null, delta: deltaOf(ran.start, ran.end) }
  if (ran.kind === 'creates')
    return { changed: false, values: { ...resultOf(run), ...notNeeded(run.creates, 'exists') } }
  if (ran.kind === 'removes') {
    return { changed: false, values: { ...resultOf(run), ...notNeeded(run.removes, 'does not exist') } }
  }
  if (ran.kind === 'chdir') return refusedDirectory(run, ran)
  const missing = missingProgram(run, ran)
  if (missing !== undefined) return missing
  return concludeRan(run, ran, base)
}

function refusedDirectory(run: Run, { stderr }: RunOutput): Conclusion {
  const error = directoryRefused(run.chdir ?? '', stderr)
  return { changed: false, values: { ...resultOf(run), msg: error.message }, failed: error }
}

/** The program did not run: it is not there, or is none. In the words of Ansible, which are Python's. */
function missingProgram(run: Run, ran: RunOutput): Conclusion | undefined {
  const { what } = run
  const program = what.kind === 'words' ? (what.words[0] ?? '') : what.executable
  const isMissing = ran.rc === 127 && /not found|No such file/.test(ran.stderr)
  const isNoProgram = ran.rc === 126 && ran.stderr.trimEnd().endsWith('Permission denied')
  if (!isMissing && !isNoProgram) return undefined
  if (what.kind === 'text' && !ran.stderr.includes(`${program}: `)) return undefined
  const [rc, why] = isMissing ? [2, 'No such file or directory'] : [13, 'Permission denied']
  const msg = `[Errno ${rc}] ${why}: b'${program}'`
  const cmd = what.kind === 'words' ? what.words.join(' ') : `${program} -c '${what.text}'`
  const failed = isMissing ? programMissing(program) : noProgram(program)
  return { changed: false, values: { cmd, rc, msg, ...outputValues('', '') }, failed }
}

function concludeRan(run: Run, ran: RunOutput, base: Vars): Conclusion {
  const strip = (text: string) => (run.stripEmptyEnds ? text.replace(/[\r\n]+$/, '') : text)
  const outputs = outputValues(strip(ran.stdout), strip(ran.stderr))
  const values = { ...base, rc: ran.rc, ...outputs }
  if (ran.rc === 0) return { changed: true, values }
  return {
    changed: true,
    values: { ...values, msg: 'non-zero return code' },
    failed: nonZeroExit(firstWord(run), ran.rc, ran.stderr),
  }
}

/** `raw` and `script`: the outputs as they came, nothing stripped. */
export function concludeUnframed(
  what: string,
  output: CommandOutput,
  stdout = output.stdout.toString('utf8'),
): Conclusion {
  const values = { rc: output.exitCode, ...outputValues(stdout, stderrText(output)) }
  if (output.exitCode === 0) return { changed: true, values }
  return {
    changed: true,
    values: { ...values, msg: 'non-zero return code' },
    failed: nonZeroExit(what, output.exitCode, stderrText(output)),
  }
}
