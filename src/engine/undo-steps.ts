import type { LongshoreError } from '../base/longshore-error.ts'
import type { Step } from '../model/plan.ts'
import type { Connection, RunOptions } from '../ports/connection.ts'
import { undoFailed } from './errors.ts'

/** Whether there is anything to undo. */
export function canUndo(started: readonly Step[]): boolean {
  return started.some((step) => step.undo !== undefined && step.undo.length > 0)
}

/** What an undo of these steps does, in its order. */
export function undoneSummaries(started: readonly Step[]): readonly string[] {
  return [...started].reverse().flatMap((step) => (canUndo([step]) ? [step.summary] : []))
}

/** Undoes newest first, in one round trip, and goes on past failures: as much as can be undone is. */
export async function undoSteps(
  started: readonly Step[],
  connection: Connection,
  options: RunOptions,
): Promise<readonly LongshoreError[]> {
  const undos = [...started].reverse().flatMap((step) => (step.undo ?? []).map((command) => ({ step, command })))
  if (undos.length === 0) return []
  const ran = await connection.run(
    undos.map(({ command }) => ({ ...command, tolerant: true })),
    options,
  )
  if (!ran.ok) return [ran.error]
  return undos.flatMap(({ step }, index) => {
    const output = ran.value[index]
    return output?.exitCode === 0 ? [] : [undoFailed(step, output)]
  })
}
