import type { Keep } from '../model/plan.ts'
import { filesOf } from './files-of-task.ts'
import { type ModuleOutcome, outcomeOfError } from './module-outcome.ts'
import type { TaskCall } from './task-call.ts'

/** Makes a file of the controller hold what a host gave; changed where it did not before. */
export async function keepFile(plan: Keep, call: TaskCall): Promise<ModuleOutcome> {
  const written = await filesOf(call).keep(plan.file.path, plan.file.content)
  if (!written.ok) return outcomeOfError(written.error, plan.values)
  return {
    kind: 'done',
    changed: written.value,
    values: (written.value ? undefined : plan.valuesWhenSame) ?? plan.values,
  }
}
