import type { LongshoreError } from '../base/longshore-error.ts'
import type { Step } from '../model/plan.ts'
import type { Connection, RunOptions } from '../ports/connection.ts'
import { undoFailed } from './errors.ts'
import { recordRefused } from './undo-records/errors.ts'
import { fenceOf, forgetCommand, type Recording } from './undo-records/recording.ts'

/** Whether there is anything to undo. */
export function canUndo(started: readonly Step[]): boolean {
  return started.some((step) => step.undo !== undefined && step.undo.length > 0)
}

/** What an undo of these steps does, in its order. */
export function undoneSummaries(started: readonly Step[]): readonly string[] {
  return [...started].reverse().flatMap((step) => (canUndo([step]) ? [step.summary] : []))
}

/**
 * Undoes newest first, in one round trip, and goes on past failures: as much as can be undone is. What is recorded of it on
 * the host goes then. Where the host's guard was faster, that is the error.
 */
export async function undoSteps(
  started: readonly Step[],
  connection: Connection,
  options: RunOptions,
  recording?: Recording,
): Promise<readonly LongshoreError[]> {
  const undos = [...started].reverse().flatMap((step) => (step.undo ?? []).map((command) => ({ step, command })))
  if (undos.length === 0) return []
  const fence = recording === undefined ? [] : fenceOf(recording)
  const ran = await connection.run([...fence, ...undos.map(({ command }) => ({ ...command, tolerant: true }))], options)
  if (!ran.ok) return [ran.error]
  const [kept] = fence.length === 0 ? [] : ran.value
  if (kept !== undefined && kept.exitCode !== 0) return [recordRefused(recording?.host ?? '', kept)]
  const failed = undos.flatMap(({ step }, index) => {
    const output = ran.value[fence.length + index]
    return output?.exitCode === 0 ? [] : [undoFailed(step, output)]
  })
  if (recording !== undefined && failed.length === 0)
    await connection.run([forgetCommand(recording, [recording.change])], options)
  return failed
}
