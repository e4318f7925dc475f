import type { Change } from '../../model/plan.ts'
import type { TaskCall } from '../task-call.ts'

/** Inside a transaction a change that cannot be undone says so beforehand, in check mode too. */
export function sayWhatStays(plan: Change, { host, frame, run }: TaskCall): Change {
  const isHarmless = frame.task.changedWhen?.every(({ expression }) => expression === false) === true
  if (!host.undoLog.isOpen || isHarmless || run.handlers.has(frame.task)) return plan
  const lasting = plan.steps.filter((step) => step.undo === undefined && step.refresh === undefined)
  if (lasting.length === 0) return plan
  const what = lasting.map((step) => step.summary).join(', ')
  return { ...plan, notes: [...(plan.notes ?? []), `the transaction cannot undo this: ${what}`] }
}
