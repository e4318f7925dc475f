import { formatDuration } from '../../base/duration.ts'
import type { Rollout } from '../../model/rollout.ts'
import type { StageVerdict } from '../../model/stage-verdict.ts'
import { onFailure } from './judge-stage.ts'
import type { PlayRun } from '../play-run.ts'
import type { Stage } from './plan-stages.ts'
import type { StageRun } from './stage-run.ts'

/** Whether a person has to approve between these two stages; a stage without hosts asks with the one before it. */
export function isApprovalDue({ approveAfter }: Rollout, { number }: Stage, next: Stage | undefined): boolean {
  return next !== undefined && approveAfter.some((stage) => stage >= number && stage < next.number)
}

/** What a person makes of a stage. A refusal counts as a failure of it; where nobody can be asked, the rollout halts. */
export async function askApproval(
  { stage, run }: StageRun,
  { reason }: StageVerdict,
  rollout: Rollout,
): Promise<StageVerdict> {
  const { deps, play, signals } = run
  const waitMs = rollout.approvalTimeoutMs
  const question = { play: play.name, stage: stage.number, reason }
  if (deps.recordedRollouts?.isApproved(play.name, stage.number) === true)
    return { kind: 'promote', reason: 'approved before' }
  const { approvals } = deps
  if (approvals === undefined) return { kind: 'halt', reason: `nobody can be asked to approve: ${reason}` }
  const until = waitMs === undefined ? {} : { until: new Date(deps.clock.now().getTime() + waitMs).toISOString() }
  deps.emit({ type: 'approval-awaited', ...question, ...until })
  const answer = await within(waitMs, run, (signal) => approvals.decide(question, signal))
  if (answer === undefined) return { kind: 'halt', reason: `nobody approved within ${formatDuration(waitMs ?? 0)}` }
  if (signals.starting.aborted) return { kind: 'halt', reason: 'interrupted' }
  if (!answer.ok) return { kind: 'halt', reason: `nobody approved: ${answer.error.message}` }
  const { approved, by } = answer.value
  const who = by === undefined ? {} : { by }
  deps.emit({ type: 'approval-given', play: play.name, stage: stage.number, approved, ...who })
  const words = `${approved ? 'approved' : 'not approved'}${by === undefined ? '' : ` by ${by}`}`
  return { kind: approved ? 'promote' : onFailure(rollout), reason: words }
}

/** What comes of it in its time; undefined where that is over. An interruption ends it, too. */
async function within<T>(
  waitMs: number | undefined,
  { deps, signals }: PlayRun,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  if (waitMs === undefined) return ask(signals.starting)
  const over = new AbortController()
  const signal = AbortSignal.any([signals.starting, over.signal])
  const timeout = deps.clock.sleep(waitMs, signal).then(() => undefined)
  try {
    return await Promise.race([ask(signal), timeout])
  } finally {
    over.abort()
  }
}
