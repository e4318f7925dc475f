import type { ProcessIdentity } from '../process-identity.ts'

/** What is known of a schedule. Times are ISO 8601. JSON-safe. */
export interface ScheduleState {
  /** The timing that this counts for: with another one, what lies in the past is none of its times. */
  readonly timing: string
  /** Since when it is looked at. */
  readonly since: string
  /** Of its times up to this one it is known what became. */
  readonly decidedUntil: string
  readonly running?: RunningRun
  /** Its time has come and it has not begun: outside of the windows, or behind the one before it. */
  readonly waiting?: WaitingRun
  /** The latest last. */
  readonly history: readonly ScheduledRun[]
  readonly lastGood?: string
  /** Since the beginning. */
  readonly counts: Readonly<Record<ScheduledOutcome, number>>
  /** Since when an alert stands that no run went well for too long. */
  readonly overdueSince?: string
  /** What has to be told to people and is not yet. */
  readonly untold: readonly ScheduleNotice[]
  readonly pin?: SchedulePin
  readonly drift?: KeptDrift
}

export interface RunningRun {
  /** Absent where a person asked for it. */
  readonly due?: string
  readonly started: string
  /** Its journal. */
  readonly run: string
  readonly by: ProcessIdentity
}

export interface WaitingRun {
  readonly due: string
  /** How late it is counts from here. */
  readonly from: string
}

/** `interrupted`: the process that ran it is gone. `skipped`: another one was still running. */
export type ScheduledOutcome = 'ok' | 'failed' | 'interrupted' | 'missed' | 'skipped'

export interface ScheduledRun {
  readonly outcome: ScheduledOutcome
  readonly due?: string
  readonly started?: string
  readonly ended?: string
  readonly run?: string
  readonly exitCode?: number
  readonly reason?: string
}

export interface ScheduleNotice {
  readonly kind: 'missed' | 'failed' | 'interrupted' | 'overdue' | 'recovered' | 'drift-changed'
  readonly schedule: string
  readonly time: string
  readonly message: string
}

/** What a schedule came to when it was saved: which hosts, by which inventory and which playbooks. */
export interface SchedulePin {
  readonly time: string
  readonly hosts: readonly string[]
  /** SHA-256 of what was loaded: inventory, and playbooks with their roles. */
  readonly inventory: string
  readonly playbooks: string
}

/** What a schedule that looks for drift found last. */
export interface KeptDrift {
  readonly time: string
  readonly run: string
  /** Equal where the hosts differ in the same way. */
  readonly fingerprint: string
  readonly drifted: readonly string[]
  readonly same: number
  readonly unknown: readonly string[]
}
