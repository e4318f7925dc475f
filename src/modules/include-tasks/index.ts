import * as z from 'zod'
import { LongshoreError } from '../../base/longshore-error.ts'
import { argsObject, textArg } from '../arg-types.ts'
import { defineControllerModule } from '../define-module.ts'

const args = argsObject(() => ({
  _raw_params: textArg().optional().describe('The file'),
  file: textArg().optional().describe('The file: beside this one, in the role, or beside the playbook'),
  apply: z.unknown().optional().describe('Keywords for the tasks of the file'),
}))

/** Reads a file of tasks while the play runs. */
export const includeTasks = defineControllerModule({
  name: 'include_tasks',
  summary: 'Run the tasks of a file, which may depend on facts and loops',
  args,
  returns: { include: 'The file', include_args: 'Its arguments besides' },
  freeForm: true,
  untemplatedArgs: ['apply'],
  run: ({ _raw_params: text, file: named, apply }) => {
    const file = text ?? named
    if (file === undefined || file === '') {
      const failed = new LongshoreError('MODULE_ARGS_INVALID', 'include_tasks: no file is named', {
        hint: "Name it, as in 'include_tasks: setup.yml'",
      })
      return Promise.resolve({ changed: false, values: {}, failed })
    }
    return Promise.resolve({
      changed: false,
      values: { include: file, include_args: apply === undefined ? {} : { apply } },
      request: { include: 'tasks', file },
    })
  },
})
