import type { RunContext } from './play-run.ts'

/** Before a batch or a stage begins: waits while somebody has asked for a pause, or until the run is interrupted. */
export async function waitWhilePaused({ deps, signals }: Pick<RunContext, 'deps' | 'signals'>): Promise<void> {
  if (deps.pauses === undefined || signals.starting.aborted) return
  const pause = await deps.pauses.pause()
  if (pause === undefined) return
  deps.emit({ type: 'run-paused', by: pause.by })
  const order = await deps.pauses.continued(signals.starting)
  if (order !== undefined) deps.emit({ type: 'run-continued', by: order.by })
}
