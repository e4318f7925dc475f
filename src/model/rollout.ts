import type { SourcePosition } from '../base/source-position.ts'
import type { MaintenanceWindow, OutsideWindows } from './maintenance-window.ts'
import type { TaskItem } from './playbook.ts'

/** How a play goes through its hosts in stages (`rollout:`), and what happens when one of them does not go well. */
export interface Rollout {
  /** The last is 100 %. */
  readonly stages: readonly StageSize[]
  /** Expressions over a host's variables: the first stage holds a host of each kind that they tell apart. */
  readonly spreadBy: readonly string[]
  /** Between a stage's tasks and its gates. */
  readonly soakMs: number
  readonly gates: readonly Gate[]
  readonly failureBudget: FailureBudget
  readonly onFailure: OnFailure
  /** What a gate that could not be evaluated means. */
  readonly onInconclusive: OnInconclusive
  /** Numbers of stages, from 1, after which a person has to approve. */
  readonly approveAfter: readonly number[]
  /** How long a person is waited for; absent: as long as it takes. */
  readonly approvalTimeoutMs?: number
  /** A stage begins in one of them; always where there are none. */
  readonly windows: readonly MaintenanceWindow[]
  readonly outsideWindows: OutsideWindows
  readonly at: SourcePosition
}

/** A count and a percentage say how many hosts of the play are done when the stage is; a pattern names its hosts. */
export type StageSize =
  | { readonly kind: 'count'; readonly hosts: number }
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'pattern'; readonly pattern: string }

/** A look at the hosts of a stage after its soak. */
export type Gate =
  { readonly kind: 'tasks'; readonly item: TaskItem } | { readonly kind: 'metrics'; readonly gate: MetricsGate }

/** A query to Prometheus, from the controller. */
export interface MetricsGate {
  readonly name: string
  /** As written: templates are rendered, and encrypted values opened, when it is asked. */
  readonly terms: {
    readonly url: unknown
    readonly query: unknown
    readonly bearerToken: unknown
    readonly user: unknown
    readonly password: unknown
  }
  /** Has to hold of each `value` that the query gives. */
  readonly until: string
  readonly timeoutMs: number
  /** How often it asks again where it does not hold. */
  readonly retries: number
  readonly delayMs: number
  readonly at: SourcePosition
}

/** Over all hosts of the rollout; an unreachable host is a failed one. It has to be exceeded. */
export type FailureBudget = { readonly hosts: number } | { readonly percent: number }

export const ON_FAILURE = ['rollback_all', 'rollback_stage', 'halt'] as const
export type OnFailure = (typeof ON_FAILURE)[number]

/** `hold`: a person decides. `fail`: as a gate that did not pass. */
export const ON_INCONCLUSIVE = ['hold', 'fail'] as const
export type OnInconclusive = (typeof ON_INCONCLUSIVE)[number]
