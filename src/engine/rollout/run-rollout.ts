import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Rollout } from '../../model/rollout.ts'
import type { StageVerdict } from '../../model/stage-verdict.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun, RunContext } from '../play-run.ts'
import { batchRun, type PlayRequest } from '../run-batch.ts'
import { askApproval, isApprovalDue } from './ask-approval.ts'
import { awaitTurn } from './await-turn.ts'
import { noSuchStage, rolledBack, rolloutHalted } from './errors.ts'
import { judgeBudget } from './judge-stage.ts'
import { layOutStages } from './lay-out-stages.ts'
import type { Stage } from './plan-stages.ts'
import { type Fleet, runStage } from './run-stage.ts'
import { closeStage, openStage, putBack, type StageRun } from './stage-run.ts'

/**
 * Runs a play stage by stage. A stage that does not go well ends the run: nothing more is started, and hosts are put back as
 * `on_failure` says. Gives the reason why the run may not go on, or undefined when it may.
 */
export async function runRollout(
  request: PlayRequest,
  rollout: Rollout,
  context: RunContext,
): Promise<string | undefined> {
  const { play, turns } = request
  const fleet: Fleet = { rollout, hosts: turns }
  const laidOut = await layOutStages(batchRun(request, turns, context), rollout)
  if (!laidOut.ok) {
    context.errors.push(laidOut.error)
    return laidOut.error.message
  }
  const stages = laidOut.value
  context.deps.emit({ type: 'rollout-planned', play: play.name, stages })
  const wanted = wantedStages(stages, rollout, fleet, context)
  if (!wanted.ok) {
    context.errors.push(wanted.error)
    return wanted.error.message
  }
  const begun: StageRun[] = []
  try {
    return await inStages(wanted.value, begun, fleet, { request, context })
  } finally {
    begun.forEach(closeStage)
  }
}

/** With `--stage` that one; what is in the others is left alone. */
function wantedStages(
  stages: readonly Stage[],
  rollout: Rollout,
  { hosts }: Fleet,
  { settings: { stage } }: RunContext,
): Result<readonly Stage[], LongshoreError> {
  if (stage === undefined) return ok(stages)
  const wanted = stages.find(({ number }) => number === stage)
  const known = stages.map(({ number }) => number)
  if (wanted === undefined) return err(noSuchStage(stage, known, rollout.at))
  for (const host of hosts) if (!wanted.hosts.includes(host.name)) host.notAttempted = `not attempted: --stage ${stage}`
  return ok([wanted])
}

interface Around {
  readonly request: PlayRequest
  readonly context: RunContext
}

async function inStages(
  stages: readonly Stage[],
  begun: StageRun[],
  fleet: Fleet,
  around: Around,
): Promise<string | undefined> {
  const unfit = exceeded(fleet)
  if (unfit !== undefined) return stop({ kind: 'halt', reason: unfit }, begun, fleet, around)
  const byName = new Map(fleet.hosts.map((host) => [host.name, host]))
  for (const [index, stage] of stages.entries()) {
    const early = await awaitTurn(fleet.rollout, around.request.play.name, stage, around.context)
    if (early !== undefined) return stop(early, begun, fleet, around)
    const hosts = stage.hosts.flatMap((name) => byName.get(name) ?? [])
    const stageRun = begin(stage, hosts, fleet, around)
    begun.push(stageRun)
    const judged = await runStage(stageRun, fleet)
    tell(stageRun, judged)
    const verdict = await settled(judged, stageRun, stages[index + 1], fleet.rollout)
    if (verdict.kind !== 'promote') return stop(verdict, begun, fleet, around)
    if (stageRun.run.ended !== undefined) break
  }
  return undefined
}

/** A person may have a say in what comes next. */
async function settled(
  verdict: StageVerdict,
  stageRun: StageRun,
  next: Stage | undefined,
  rollout: Rollout,
): Promise<StageVerdict> {
  const isAsked = verdict.kind === 'promote' && isApprovalDue(rollout, stageRun.stage, next)
  if (stageRun.run.settings.checkMode || (verdict.kind !== 'hold' && !isAsked)) return verdict
  return askApproval(stageRun, verdict, rollout)
}

/** Why no more may fail. Hosts may be lost before the first stage, too, when facts are gathered for it. */
function exceeded({ hosts, rollout }: Fleet): string | undefined {
  const badInTotal = hosts.filter((host) => host.isBad).length
  const budget = judgeBudget({ total: hosts.length, badInTotal }, rollout.failureBudget)
  return budget.exceeded ? budget.reason : undefined
}

/** A stage that is to be put back ends at the failure that is one too many; one that is to stay is done on its good hosts. */
function overBudget(fleet: Fleet): PlayRun['overBudget'] {
  return fleet.rollout.onFailure === 'halt' ? undefined : () => exceeded(fleet)
}

function begin(stage: Stage, hosts: readonly HostRun[], fleet: Fleet, { request, context }: Around): StageRun {
  context.deps.emit({
    type: 'stage-started',
    play: request.play.name,
    stage: stage.number,
    stages: fleet.rollout.stages.length,
    hosts: stage.hosts,
  })
  const exceeded = overBudget(fleet)
  return openStage(stage, batchRun(request, hosts, context, exceeded && { overBudget: exceeded }))
}

function tell({ stage, run }: StageRun, { kind, reason }: StageVerdict): void {
  run.deps.emit({
    type: 'stage-finished',
    play: run.play.name,
    stage: stage.number,
    failed: run.batch.filter((host) => host.isBad).map((host) => host.name),
    verdict: kind,
    reason,
  })
}

/** Nothing more is started. The newest stage is put back first, so that no more hosts are at it at once than before. */
async function stop(
  { kind, reason }: StageVerdict,
  begun: readonly StageRun[],
  fleet: Fleet,
  { request, context }: Around,
): Promise<string> {
  const isCheck = context.settings.checkMode
  const due = isCheck || kind === 'halt' ? [] : kind === 'roll-back-all' ? begun : begun.slice(-1)
  for (const stageRun of [...due].reverse()) await putBack(stageRun, stageRun.run.batch)
  const reached = new Set(begun.flatMap(({ run }) => run.batch))
  for (const host of fleet.hosts) if (!reached.has(host) && !host.isBad) host.notAttempted = `not attempted: ${reason}`
  const { name } = request.play
  const stage = begun.at(-1)?.stage.number ?? 0
  const kept = isCheck
    ? 0
    : begun.slice(0, begun.length - due.length).flatMap(({ run }) => run.batch.filter(isNew)).length
  const wasPutBack = due.length === begun.length && fleet.hosts.some(isPutBack) && !fleet.hosts.some(isBetween)
  if (reason !== 'interrupted')
    context.errors.push(
      wasPutBack
        ? rolledBack(name, stage, reason)
        : rolloutHalted(name, stage, reason, { kept, between: fleet.hosts.filter(isBetween).length }),
    )
  return reason
}

function isBetween(host: HostRun): boolean {
  const { rollback } = host.recap()
  return rollback === 'failed' || rollback === 'impossible'
}

function isPutBack(host: HostRun): boolean {
  return host.recap().rollback === 'done'
}

function isNew(host: HostRun): boolean {
  return host.isActive && host.notAttempted === undefined
}
