import { ok } from '../../base/result.ts'
import { argsObject, boolArg, pathArg, textArg } from '../arg-types.ts'
import { presenceFact, type Presence } from '../command/check-mode.ts'
import { runArgs, runBase } from '../command/run-args.ts'
import { planRun, type Run } from '../command/run-plan.ts'
import { defineModule } from '../define-module.ts'

const args = argsObject(() => ({
  _raw_params: textArg().optional().describe('The text that the shell runs'),
  executable: pathArg().optional().describe('The shell; /bin/sh where nothing else is set'),
  ...runArgs,
  strip_empty_ends: boolArg().default(true).describe('Take line ends off the end of stdout and stderr'),
}))

/** Runs a text in a shell. The text reaches the shell on a descriptor, never in its argv. */
export const shell = defineModule({
  name: 'shell',
  summary: 'Run a text in a shell on the host',
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
  prepare: (given, context) => {
    const executable = given.executable ?? context.shellOfHost ?? context.shell ?? '/bin/sh'
    const text = given._raw_params ?? ''
    const run: Run = { ...runBase(given), what: { kind: 'text', text, executable } }
    const look = context.checkMode && (run.creates !== undefined || run.removes !== undefined)
    return Promise.resolve(ok({ run, look }))
  },
  facts: ({ run, look }) => (look ? { presence: presenceFact(run) } : {}),
  plan: ({ run }, facts: { readonly presence?: Presence }, { checkMode }) =>
    planRun(run, facts.presence ?? { creates: false, removes: true }, checkMode),
})
