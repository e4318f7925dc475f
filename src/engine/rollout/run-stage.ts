import type { Rollout } from '../../model/rollout.ts'
import type { StageVerdict } from '../../model/stage-verdict.ts'
import type { HostRun } from '../host-run.ts'
import { runBatch } from '../run-batch.ts'
import { judgeStage, type StageOutcome } from './judge-stage.ts'
import { runGates } from './run-gates.ts'
import { putBack, type StageRun } from './stage-run.ts'

/** The hosts of a rollout, all of them. */
export interface Fleet {
  readonly rollout: Rollout
  readonly hosts: readonly HostRun[]
}

/**
 * The tasks of the play on the hosts of a stage, its soak and its gates; and what comes after it. A host that failed, or
 * that a stop left in the middle, is put back whatever the verdict is.
 */
export async function runStage(stageRun: StageRun, fleet: Fleet): Promise<StageVerdict> {
  const { run } = stageRun
  await runBatch(run)
  const { halted } = run
  const isCut = halted !== undefined
  await putBack(
    stageRun,
    run.batch.filter((host) => host.isBad || ((isCut || host.notAttempted !== undefined) && host.isActive)),
  )
  if (isCut) for (const host of run.batch) if (host.isActive) host.notAttempted ??= `stopped: ${halted}`
  for (const host of run.batch) if (host.standing === 'ended') host.standing = 'active'
  const early = judge(stageRun, fleet, { failedGates: [], inconclusive: [] })
  if (early.kind !== 'promote' || run.settings.checkMode || wasPromoted(stageRun)) return early
  await soak(stageRun, fleet.rollout)
  if (run.signals.starting.aborted) return INTERRUPTED
  const seen = await runGates(stageRun, fleet.rollout.gates)
  await putBack(
    stageRun,
    run.batch.filter((host) => host.isBad),
  )
  return judge(stageRun, fleet, seen)
}

/** Nothing more is started; that alone puts no host back that is good. */
const INTERRUPTED: StageVerdict = { kind: 'halt', reason: 'interrupted' }

function judge(
  { run }: StageRun,
  { rollout, hosts }: Fleet,
  seen: Pick<StageOutcome, 'failedGates' | 'inconclusive'>,
): StageVerdict {
  const isInterrupted = run.signals.starting.aborted
  const verdict = judgeStage(
    {
      ...seen,
      hosts: run.batch.length,
      bad: run.batch.filter((host) => host.isBad).length,
      total: hosts.length,
      badInTotal: hosts.filter((host) => host.isBad).length,
      ...(run.halted === undefined || isInterrupted ? {} : { cut: run.halted }),
    },
    rollout,
  )
  const goesOn = verdict.kind === 'promote' || verdict.kind === 'hold'
  return isInterrupted && goesOn ? INTERRUPTED : verdict
}

/** Before the run was resumed: it was looked at then. */
function wasPromoted({ stage, run }: StageRun): boolean {
  return run.deps.recordedRollouts?.isPromoted(run.play.name, stage.number) === true
}

async function soak({ stage, run }: StageRun, { soakMs }: Rollout): Promise<void> {
  const { deps, signals, play } = run
  if (soakMs === 0 || signals.starting.aborted) return
  deps.emit({ type: 'soak-started', play: play.name, stage: stage.number, seconds: soakMs / 1000 })
  await deps.clock.sleep(soakMs, signals.starting)
}
