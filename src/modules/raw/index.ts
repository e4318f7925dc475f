import * as z from 'zod'
import { ok } from '../../base/result.ts'
import { shell } from '../../model/remote-command.ts'
import { argsObject, pathArg, textArg } from '../arg-types.ts'
import { concludeUnframed } from '../command/run-plan.ts'
import { defineModule } from '../define-module.ts'

const args = argsObject(() => ({
  _raw_params: textArg()
    .pipe(z.string().min(1, { error: 'no command given' }))
    .describe('The text that the shell runs'),
  executable: pathArg().optional().describe('A shell to run the text instead of the one of the connection'),
}))

/** As in `shell`: the text is in no argv, and the shell that it may end is its own. */
const SCRIPT = `
case \${2##*/} in
sh|bash|dash|ash|ksh|zsh)
  "$2" -c 'eval "$(cat <&9)" 9<&-' 9<<LONGSHORE_TEXT
$1
LONGSHORE_TEXT
  ;;
*) "$2" -c "$1" ;;
esac
`

/** Runs a text in the shell of the connection and gives what came back, untouched. */
export const raw = defineModule({
  name: 'raw',
  summary: 'Run a text in the shell of the connection, with nothing around it',
  foreground: true,
  args,
  returns: {
    rc: 'Exit code',
    stdout: 'Standard output',
    stdout_lines: 'The same, as a list of lines',
    stderr: 'Standard error',
    stderr_lines: 'The same, as a list of lines',
  },
  freeForm: true,
  prepare: (given, { shell: set }) =>
    Promise.resolve(ok({ text: given._raw_params, executable: given.executable ?? set ?? '/bin/sh' })),
  facts: () => ({}),
  plan: (given, _facts, { checkMode }) => {
    if (checkMode) return { kind: 'skip' }
    return {
      kind: 'change',
      steps: [
        {
          summary: 'run: a raw command',
          run: { ...shell(SCRIPT, given.text, given.executable), tolerant: true },
        },
      ],
      conclude: ([output]) => (output === undefined ? { changed: false } : concludeUnframed('raw', output)),
    }
  },
})
