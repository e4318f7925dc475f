import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Connection, RunOptions } from '../../ports/connection.ts'
import { gatherFacts } from '../gather-facts.ts'
import { makePlan } from '../make-plan.ts'
import { optionsFor } from '../run-options.ts'
import { undoSteps } from '../undo-steps.ts'
import { cannotBeUndone, notAsBefore } from './errors.ts'
import { isSameUndo } from './same-undo.ts'
import type { AppliedChange, UndoEntry } from './undo-log.ts'

const UNDO_TIMEOUT_MS = 600_000

/** For the undo: its own signal, which no Ctrl-C aborts. */
export function undoOptions({ call }: UndoEntry): RunOptions {
  return { ...optionsFor(call, UNDO_TIMEOUT_MS), signal: new AbortController().signal }
}

/** What a task changed that nothing can put back. A handler runs again instead; a task that failed told of itself. */
export function lastingOf({ call, applied, isHandler, failed }: UndoEntry): readonly LongshoreError[] {
  const lasting = (applied?.steps ?? []).filter((step) => step.undo === undefined && step.refresh === undefined)
  if (failed || isHandler || (applied !== undefined && lasting.length === 0)) return []
  return [
    cannotBeUndone(
      call,
      lasting.map((step) => step.summary),
    ),
  ]
}

/** Undoes the steps of one task and looks whether its host is as it was before. Gives what went wrong. */
export async function undoApplied(
  applied: AppliedChange,
  entry: UndoEntry,
  connection: Connection,
): Promise<readonly LongshoreError[]> {
  const failed = await undoSteps(applied.steps, connection, undoOptions(entry), applied.recording)
  if (failed.length > 0) return failed
  const verified = await verify(applied, entry, connection)
  return verified.ok ? [] : [verified.error]
}

/**
 * A host is as before when the module would do to it what it did: the same steps, with the same undo, which holds the
 * bytes, mode and owner, or the state, that were there.
 */
async function verify(
  { steps, module }: AppliedChange,
  entry: UndoEntry,
  connection: Connection,
): Promise<Result<void, LongshoreError>> {
  const { call } = entry
  const undoable = steps.filter((step) => step.undo !== undefined && step.undo.length > 0)
  if (undoable.length === 0) return ok(undefined)
  const facts = await gatherFacts(module.facts, connection, undoOptions(entry))
  if (!facts.ok) return err(facts.error)
  const context = { checkMode: false, diff: call.diff }
  const again = await makePlan(module, facts.value, { connection, call, context, options: undoOptions(entry) })
  if (!again.ok) return again
  const wouldUndo =
    again.value.kind === 'change' ? again.value.steps.filter((step) => (step.undo ?? []).length > 0) : []
  const odd = undoable.find((step, index) => !isSameUndo(step, wouldUndo[index]))
  return odd === undefined ? ok(undefined) : err(notAsBefore(call, odd.summary))
}
