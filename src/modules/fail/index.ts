import * as z from 'zod'
import { argsObject } from '../arg-types.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import { defineControllerModule } from '../define-module.ts'

const args = argsObject(() => ({
  msg: z.unknown().default('Failed as requested from task').describe('Why, as text or as any value'),
}))

/** Fails, always. */
export const fail = defineControllerModule({
  name: 'fail',
  isAction: true,
  summary: 'Fail with a message',
  args,
  returns: {
    msg: 'The message',
  },
  run: ({ msg }) =>
    Promise.resolve({
      changed: false,
      values: { msg },
      failed: new LongshoreError('TASK_FAILED', typeof msg === 'string' ? msg : JSON.stringify(msg), {
        hint: 'The playbook asks for this failure: see the when of the task',
      }),
    }),
})
