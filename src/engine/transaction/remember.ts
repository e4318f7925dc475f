import type { TaskResult } from '../../model/task-result.ts'
import type { ModuleOutcome } from '../module-outcome.ts'
import type { TaskCall } from '../task-call.ts'
import type { AppliedChange } from './undo-log.ts'
import { canUndo } from '../undo-steps.ts'

/** Keeps what a call did to its host for as long as a transaction may have to undo it. */
export function remember(outcome: ModuleOutcome, result: TaskResult, call: TaskCall): void {
  const { undoLog } = call.host
  if (!undoLog.isOpen || call.checkMode || !isOfTheHost(call)) return
  const { applied } = outcome
  if (applied?.recording !== undefined && cameToNothing(applied, result)) undoLog.forget(applied.recording.change)
  const isUndone = outcome.undone?.status === 'done' || outcome.undone?.status === 'none'
  const isChanged = result.values['changed'] === true && !isUndone
  if (!isChanged && (applied === undefined || isUndone || !canUndo(applied.steps))) return
  undoLog.add({
    call,
    isHandler: call.run.handlers.has(call.frame.task),
    failed: result.status === 'failed' || result.status === 'unreachable',
    ...(applied === undefined ? {} : { applied }),
  })
}

/** What nobody can undo, and what need not be: it changed nothing, or failed and was told of by its own error. */
function cameToNothing({ steps }: AppliedChange, { status, values }: TaskResult): boolean {
  const isLasting = steps.every((step) => step.undo === undefined && step.refresh === undefined)
  return isLasting && (status === 'failed' || values['changed'] !== true)
}

function isOfTheHost({ frame, run }: TaskCall): boolean {
  return run.deps.modules.get(frame.task.module)?.kind === 'remote'
}
