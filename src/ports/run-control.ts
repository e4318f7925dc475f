import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { Approval, ApprovalQuestion, Approvals } from './approvals.ts'

/**
 * What people say to a run from other terminals, and what it asks them. It lasts: each word is a file of the run's folder
 * with who said it and when, and none is ever changed.
 */
export interface RunControl extends Pauses {
  /** Asks those who look at the run, and beside them whoever `terminal` asks: the first answer counts. */
  approvals(terminal: Approvals): Approvals
  /** What the run asks and nobody has answered. */
  openQuestion(): Promise<OpenQuestion | undefined>
  /** Gives the answer that counts: another one where somebody was faster. */
  answer(question: OpenQuestion, approved: boolean): Promise<Result<Approval, LongshoreError>>
  order(kind: PauseOrder['kind']): Promise<Result<undefined, LongshoreError>>
}

/** Whether a run is to start nothing new for a while. */
export interface Pauses {
  /** The pause that holds now. */
  pause(): Promise<PauseOrder | undefined>
  /** Resolves with the order to go on, or with undefined when the signal aborts. */
  continued(signal: AbortSignal): Promise<PauseOrder | undefined>
}

export interface PauseOrder {
  readonly kind: 'pause' | 'continue'
  readonly by: string
  /** ISO 8601. */
  readonly time: string
}

export interface OpenQuestion extends ApprovalQuestion {
  /** Questions of a run are counted from 1. */
  readonly number: number
}
