import type { HostName } from '../inventory.ts'
import type { RollbackStatus } from '../rollback-status.ts'
import type { StageVerdict } from '../stage-verdict.ts'

/** Stages of a rollout, what they wait for, and what is decided of them. */
export type RolloutEvent =
  | {
      readonly type: 'rollout-planned'
      readonly play: string
      readonly stages: readonly { readonly number: number; readonly hosts: readonly HostName[] }[]
    }
  | {
      readonly type: 'stage-started'
      readonly play: string
      /** As it is written, from 1. */
      readonly stage: number
      /** As many as are written; one without hosts does not start. */
      readonly stages: number
      readonly hosts: readonly HostName[]
    }
  | { readonly type: 'soak-started'; readonly play: string; readonly stage: number; readonly seconds: number }
  | {
      readonly type: 'gate-finished'
      readonly play: string
      readonly stage: number
      readonly gate: string
      readonly outcome: 'passed' | 'failed' | 'inconclusive'
      /** Of the latter two. */
      readonly reason?: string
    }
  | {
      readonly type: 'stage-finished'
      readonly play: string
      readonly stage: number
      readonly failed: readonly HostName[]
      readonly verdict: StageVerdict['kind']
      readonly reason: string
    }
  | {
      /** A person has to say whether the rollout may go on. */
      readonly type: 'approval-awaited'
      readonly play: string
      readonly stage: number
      readonly reason: string
      /** ISO 8601: after it nobody is waited for. */
      readonly until?: string
    }
  | {
      readonly type: 'approval-given'
      readonly play: string
      readonly stage: number
      readonly approved: boolean
      readonly by?: string
    }
  | {
      /** The next stage waits for its maintenance window. */
      readonly type: 'window-awaited'
      readonly play: string
      readonly stage: number
      /** ISO 8601. */
      readonly until: string
    }
  | {
      /** Hosts of a stage are put back as they were before it. */
      readonly type: 'rollback-started'
      readonly play: string
      readonly stage: number
      readonly hosts: readonly HostName[]
    }
  | {
      readonly type: 'rollback-finished'
      readonly play: string
      readonly stage: number
      readonly hosts: Readonly<Record<HostName, RollbackStatus>>
    }
