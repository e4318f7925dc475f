import type { Rollout } from '../../model/rollout.ts'
import type { StageVerdict } from '../../model/stage-verdict.ts'
import type { Clock } from '../../ports/clock.ts'
import type { RunContext } from '../play-run.ts'
import { waitWhilePaused } from '../wait-while-paused.ts'
import { nextOpening } from './next-opening.ts'
import type { Stage } from './plan-stages.ts'

/** A machine that slept, and a clock that was set, are noticed after so long. */
const LOOK_MS = 60_000

/**
 * Before a stage: waits until nobody wants a pause and a maintenance window is open. Undefined: it may begin. A check waits
 * for nothing.
 */
export async function awaitTurn(
  rollout: Rollout,
  play: string,
  stage: Stage,
  context: RunContext,
): Promise<StageVerdict | undefined> {
  const { starting } = context.signals
  for (;;) {
    await waitWhilePaused(context)
    if (starting.aborted) return { kind: 'halt', reason: 'interrupted' }
    const { clock } = context.deps
    const now = clock.now()
    const opening = context.settings.checkMode ? now : nextOpening(rollout.windows, now)
    if (opening === now) return undefined
    if (opening === undefined) return { kind: 'halt', reason: 'no maintenance window opens in the next two weeks' }
    const opens = opening.toISOString()
    if (rollout.outsideWindows === 'halt') {
      return {
        kind: 'halt',
        reason: `stage ${stage.number} is outside of the maintenance windows: the next opens at ${opens}`,
      }
    }
    context.deps.emit({ type: 'window-awaited', play, stage: stage.number, until: opens })
    await waitUntil(opening, clock, starting)
  }
}

async function waitUntil(time: Date, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let left = leftOf(time, clock); left > 0 && !signal.aborted; left = leftOf(time, clock)) {
    await clock.sleep(Math.min(LOOK_MS, left), signal)
  }
}

function leftOf(time: Date, clock: Clock): number {
  return time.getTime() - clock.now().getTime()
}
