import { LongshoreError } from '../../base/longshore-error.ts'
import { ok } from '../../base/result.ts'
import type { Fact } from '../../model/fact.ts'
import { shell } from '../../model/remote-command.ts'
import { argsObject, textArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'

const args = argsObject(() => ({
  data: textArg().default('pong').describe('What to answer; `crash` fails'),
}))

/** What scripts look for, whose module raises it in Python. */
const BOOM = 'Exception: boom\n'

const answer: Fact<boolean> = {
  name: 'an answer',
  command: shell(':'),
  parse: (output) => ok(output.exitCode === 0),
}

/** Proves that the host can be reached and runs commands as the user of the task. */
export const ping = defineModule({
  name: 'ping',
  summary: 'Prove that the host answers and can run commands',
  args,
  returns: {
    ping: 'data, or pong',
  },
  facts: () => ({ answer }),
  plan: ({ data }) =>
    data === 'crash'
      ? {
          kind: 'impossible',
          error: new LongshoreError('TASK_FAILED', 'boom', { hint: 'data: crash asks for this failure' }),
          values: { exception: BOOM, module_stderr: BOOM, module_stdout: '', rc: 1 },
        }
      : { kind: 'in-desired-state', values: { ping: data } },
})
