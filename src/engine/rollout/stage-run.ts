import type { RollbackStatus } from '../../model/rollback-status.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { rollBack } from '../transaction/roll-back.ts'
import type { UndoMark } from '../transaction/undo-log.ts'
import type { Stage } from './plan-stages.ts'

/** A stage that has begun. What its tasks do to a host can be undone until it is closed. */
export interface StageRun {
  readonly stage: Stage
  readonly run: PlayRun
  readonly marks: ReadonlyMap<HostRun, UndoMark>
}

export function openStage(stage: Stage, run: PlayRun): StageRun {
  return {
    stage,
    run,
    marks: new Map(run.batch.map((host) => [host, host.undoLog.begin(new Set())])),
  }
}

export function closeStage({ marks }: StageRun): void {
  for (const host of marks.keys()) host.undoLog.end()
}

/**
 * Puts hosts of the stage back as they were before it, side by side; those that it did not change are left alone, and those
 * that are back already. Told as events.
 */
export async function putBack(stageRun: StageRun, hosts: readonly HostRun[]): Promise<void> {
  const { stage, run, marks } = stageRun
  const due = [...marks].filter(([host, mark]) => hosts.includes(host) && host.undoLog.hasSince(mark))
  if (due.length === 0) return
  const place = { play: run.play.name, stage: stage.number }
  run.deps.emit({ type: 'rollback-started', ...place, hosts: due.map(([host]) => host.name) })
  const came: Record<string, RollbackStatus> = {}
  await Promise.all(
    due.map(async ([host, mark]) => {
      came[host.name] = await rollBack(host, mark, run)
    }),
  )
  run.deps.emit({ type: 'rollback-finished', ...place, hosts: came })
}
