import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'

/** Where a rollout asks a person whether it may go on. */
export interface Approvals {
  /**
   * Resolves when somebody has decided, or when the signal aborts (then with anything: nobody looks at it). An error where
   * nobody can be asked.
   */
  decide(question: ApprovalQuestion, signal: AbortSignal): Promise<Result<Approval, LongshoreError>>
}

export interface ApprovalQuestion {
  readonly play: string
  /** The one that is done, from 1. */
  readonly stage: number
  /** How it went, or why that is unclear. */
  readonly reason: string
}

export interface Approval {
  readonly approved: boolean
  /** Who decided, where that is known. */
  readonly by?: string
  /** When, ISO 8601, where that is known. */
  readonly time?: string
}
