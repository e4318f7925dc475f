import type { HostName } from '../model/inventory.ts'
import type { HostRun } from './host-run.ts'
import { KeywordReader } from './keyword-values.ts'
import type { PlayRun, RunContext } from './play-run.ts'
import { judgeBatch } from './rollout/judge-batch.ts'
import { planBatches } from './rollout/plan-batches.ts'
import { runRollout } from './rollout/run-rollout.ts'
import { batchRun, type PlayRequest, runBatch } from './run-batch.ts'
import { maxFailPercentage } from './run-task-on-hosts.ts'
import { taskScope } from './variables/task-scope.ts'
import { waitWhilePaused } from './wait-while-paused.ts'

/** Runs a play in batches or stages. Gives the reason why the run may not go on after it, or undefined when it may. */
export async function runPlay(request: PlayRequest, context: RunContext): Promise<string | undefined> {
  const { play, hosts } = request
  context.deps.emit({
    type: 'play-started',
    play: play.name,
    hosts: names(hosts),
    ...(play.strategy === undefined || play.strategy === 'linear' ? {} : { strategy: play.strategy }),
  })
  return play.rollout === undefined ? runBatches(request, context) : runRollout(request, play.rollout, context)
}

async function runBatches(request: PlayRequest, context: RunContext): Promise<string | undefined> {
  const { play } = request
  const planned = planBatches(request.turns, play.serial)
  const batches = planned.map((batch) => batch.filter((host) => !host.isBad))
  for (const [index, batch] of batches.entries()) {
    await waitWhilePaused(context)
    const lost = (planned[index]?.length ?? 0) - batch.length
    const run = batchRun(request, batch, context, { lost })
    context.deps.emit({
      type: 'batch-started',
      play: play.name,
      batch: index + 1,
      batches: batches.length,
      hosts: names(batch),
    })
    if (batch.length === 0) continue
    await runBatch(run)
    const halted = judgeWhole(run, index)
    if (halted !== undefined) {
      const left = batches.slice(index + 1).flat()
      for (const host of left) host.notAttempted = `not attempted: ${halted}`
      return halted
    }
    for (const host of batch) if (host.standing === 'ended') host.standing = 'active'
    if (run.ended !== undefined) break
  }
  return undefined
}

/** The batch's verdict, told as an event. The reason to stop the run, or undefined. */
function judgeWhole(run: PlayRun, index: number): string | undefined {
  const bad = run.batch.filter((host) => host.isBad)
  const first = run.batch[0]
  if (first === undefined) return undefined
  const read = new KeywordReader(taskScope(first, [run.play], run), run.deps.templater, run.play.at)
  const judged = judgeBatch({
    hosts: run.batch.length + run.lost,
    lost: run.lost,
    bad: bad.length,
    maxFailPercentage: maxFailPercentage(read, run),
    anyErrorsFatal: false,
  })
  const verdict = run.halted === undefined ? judged : { kind: 'halt' as const, reason: run.halted }
  run.deps.emit({
    type: 'batch-finished',
    play: run.play.name,
    batch: index + 1,
    failed: names(bad),
    verdict: verdict.kind,
    reason: verdict.reason,
  })
  if (verdict.kind === 'promote') return undefined
  for (const host of run.batch) if (host.isActive) host.notAttempted ??= `stopped: ${verdict.reason}`
  return verdict.reason
}

function names(hosts: readonly HostRun[]): readonly HostName[] {
  return hosts.map((host) => host.name)
}
