import type { FailureBudget, OnFailure, Rollout } from '../../model/rollout.ts'
import type { StageVerdict } from '../../model/stage-verdict.ts'

export interface StageOutcome {
  /** Of this stage. */
  readonly hosts: number
  /** Failed and unreachable ones of this stage. */
  readonly bad: number
  /** Of the rollout. */
  readonly total: number
  /** Of all stages so far, this one included. */
  readonly badInTotal: number
  /** Why gates that look at no host of their own did not pass. */
  readonly failedGates: readonly string[]
  /** Why gates could not be evaluated. */
  readonly inconclusive: readonly string[]
  /** Why the tasks of the stage were not done to their end. */
  readonly cut?: string
}

export type StagePolicy = Pick<Rollout, 'failureBudget' | 'onFailure' | 'onInconclusive'>

/** What comes after a stage, with the arithmetic for the operator. A stage without one good host is no evidence. */
export function judgeStage(outcome: StageOutcome, policy: StagePolicy): StageVerdict {
  const { hosts, bad, cut, failedGates, inconclusive } = outcome
  const failed = (reason: string): StageVerdict => ({ kind: onFailure(policy), reason })
  const budget = judgeBudget(outcome, policy.failureBudget)
  if (budget.exceeded) return failed(budget.reason)
  if (cut !== undefined) return failed(cut)
  if (bad > 0 && bad >= hosts) return failed(`${bad} of ${hosts} hosts failed: no host of the stage is left`)
  if (failedGates.length > 0) return failed(failedGates.join('; '))
  const reason = bad === 0 ? `all ${count(hosts)} of it are good` : budget.reason
  if (inconclusive.length === 0) return { kind: 'promote', reason }
  const unclear = inconclusive.join('; ')
  return policy.onInconclusive === 'hold' ? { kind: 'hold', reason: unclear } : failed(unclear)
}

export function onFailure(policy: Pick<Rollout, 'onFailure'>): StageVerdict['kind'] {
  return KIND_OF[policy.onFailure]
}

const KIND_OF = {
  rollback_all: 'roll-back-all',
  rollback_stage: 'roll-back-stage',
  halt: 'halt',
} as const satisfies Record<OnFailure, StageVerdict['kind']>

/** The budget is over the whole rollout, and has to be exceeded. */
export function judgeBudget(
  { total, badInTotal }: Pick<StageOutcome, 'total' | 'badInTotal'>,
  budget: FailureBudget,
): { readonly exceeded: boolean; readonly reason: string } {
  const failed = `${badInTotal} of the ${count(total)} of the rollout failed`
  if ('hosts' in budget) {
    return { exceeded: badInTotal > budget.hosts, reason: `${failed}, the budget is ${count(budget.hosts)}` }
  }
  const percent = total === 0 ? 0 : (badInTotal / total) * 100
  const arithmetic = `${failed}: ${Number(percent.toFixed(1))} %, the budget is ${budget.percent} %`
  return { exceeded: badInTotal * 100 > budget.percent * total, reason: arithmetic }
}

function count(hosts: number): string {
  return `${hosts} ${hosts === 1 ? 'host' : 'hosts'}`
}
