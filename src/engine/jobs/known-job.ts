import type { CommandOutput } from '../../model/command-output.ts'
import type { Conclusion } from '../../model/plan.ts'
import { applyChange } from '../apply-change.ts'
import { settleChange } from '../run-change.ts'
import type { TaskCall } from '../task-call.ts'
import type { ConcludeJob } from './job-book.ts'

/** How to conclude a job: as the task of this run that started it says, else `otherwise`. */
export function knownJob(
  id: string,
  call: TaskCall,
  otherwise: (outputs: readonly CommandOutput[]) => Conclusion = () => ({ changed: true }),
): ConcludeJob {
  const known = call.run.jobs.get(id)
  if (known !== undefined) return known
  return (outputs, { connection, target }) =>
    applyChange(
      { kind: 'change', steps: [], conclude: otherwise },
      connection,
      target,
      call,
      undefined,
      (change, site) => settleChange(change, { started: [], outputs, lineFailed: false }, site),
    )
}
