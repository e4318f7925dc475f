import * as z from 'zod'
import { argsObject, textArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { concludeOutputs } from './conclude-outputs.ts'

const args = argsObject(() => ({
  jid: textArg().describe('The job: ansible_job_id of the task that started it'),
  mode: z.enum(['status', 'cleanup']).default('status').describe('Tell how it stands, or remove its files'),
}))

/** How a task that was started with `async` stands. */
export const asyncStatus = defineModule({
  name: 'async_status',
  summary: 'Tell how a job that async started stands',
  foreground: true,
  args,
  returns: {
    ansible_job_id: 'The job',
    started: '1',
    finished: '1 when the job is over, else 0',
    results_file: 'The file of the job on the host',
    erased: 'The file that cleanup removed',
    stdout: 'As all other values of a job that is over: what the module of the job returned',
  },
  facts: () => ({}),
  plan: () => ({ kind: 'in-desired-state' }),
  lineWork: ({ jid, mode }) => ({ kind: 'job', job: { id: jid, mode, conclude: concludeOutputs } }),
})
