import type * as z from 'zod'
import { err, ok, type Result } from '../../base/result.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { argsObject, boolArg, pathArg, textArg, textListArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { splitWords } from '../../base/shell-words.ts'
import { presenceFact, type Presence } from './check-mode.ts'
import { commandGivenTwice, commandLineInvalid } from './errors.ts'
import { runArgs, runBase } from './run-args.ts'
import { planRun, type Run } from './run-plan.ts'
import { withWarnings } from '../module-utils/with-warnings.ts'

const args = argsObject(() => ({
  _raw_params: textArg().optional().describe('The command line, split into words by quoting rules; no shell reads it'),
  argv: textListArg().optional().describe('The command as a list of words, instead of a command line'),
  ...runArgs,
  executable: pathArg().optional().describe('Taken for playbooks that have it, with a warning: no shell runs'),
  strip_empty_ends: boolArg().default(true).describe('Take line ends off the end of stdout and stderr'),
}))

/** Runs one program without a shell. */
export const command = defineModule({
  name: 'command',
  summary: 'Run a program on the host, without a shell',
  args,
  returns: {
    cmd: 'What ran',
    rc: 'Exit code',
    stdout: 'Standard output',
    stdout_lines: 'The same, as a list of lines',
    stderr: 'Standard error',
    stderr_lines: 'The same, as a list of lines',
    start: 'When it began, by the clock of the host',
    end: 'When it ended',
    delta: 'How long it took',
    msg: 'Why it failed or did not have to run',
  },
  aliases: { cmd: '_raw_params' },
  freeForm: true,
  prepare: (given, context) => Promise.resolve(prepare(given, context.checkMode)),
  facts: ({ run, look }) => (look ? { presence: presenceFact(run) } : {}),
  plan: ({ run, isTwice, warnings }, facts: { readonly presence?: Presence }, { checkMode }) =>
    isTwice
      ? { kind: 'impossible', error: commandGivenTwice(), values: NOTHING_RAN }
      : withWarnings(planRun(run, facts.presence ?? { creates: false, removes: true }, checkMode), warnings),
})

interface Prepared {
  readonly run: Run
  readonly look: boolean
  /** A command line and a list of words are both given. */
  readonly isTwice: boolean
  readonly warnings: readonly string[]
}

const NOTHING_RAN = {
  ...{ cmd: null, delta: null, start: null, end: null, rc: 256 },
  ...{ stdout: '', stdout_lines: [], stderr: '', stderr_lines: [] },
}

function prepare(given: z.output<typeof args>, checkMode: boolean): Result<Prepared, LongshoreError> {
  const { argv = [], _raw_params: line } = given
  const isTwice = argv.length > 0 && line !== undefined
  const words = argv.length > 0 ? ok(argv) : splitWords(line ?? '')
  if (!words.ok) return err(commandLineInvalid('command', words.error))
  const run: Run = { ...runBase(given), what: { kind: 'words', words: words.value } }
  const look = checkMode && (run.creates !== undefined || run.removes !== undefined)
  return ok({ run, look, isTwice, warnings: given.executable === undefined ? [] : [notHeeded(given.executable)] })
}

/** In the words of Ansible's command module. */
function notHeeded(executable: string): string {
  const words = "As of Ansible 2.4, the parameter 'executable' is no longer supported with the 'command' module."
  return `${words} Not using '${executable}'.`
}
