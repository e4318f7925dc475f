import type { ErrorCode } from '../base/error-code.ts'
import type { SourcePosition } from '../base/source-position.ts'
import type { HostName } from './inventory.ts'
import type { Diff } from './plan.ts'
import type { RollbackStatus } from './rollback-status.ts'
import type { Vars } from './vars.ts'

export type TaskStatus = 'ok' | 'changed' | 'skipped' | 'failed' | 'unreachable'

/** An error as it travels in events, journals and JSON: text only, no stack, no secret. */
export interface ErrorReport {
  readonly code: ErrorCode
  readonly message: string
  readonly hint?: string
  readonly at?: SourcePosition
  /** What the run ends with under Ansible's names, where the code does not say it. */
  readonly exitCode?: number
}

export interface TaskResult {
  readonly status: TaskStatus
  /** The module's return values: what `register` gets, with `changed`, `failed`, `skipped`, `msg`. */
  readonly values: Vars
  readonly error?: ErrorReport
  readonly rollback?: RollbackStatus
  readonly rollbackErrors?: readonly ErrorReport[]
  readonly diff?: readonly Diff[]
  readonly notes?: readonly string[]
  readonly warnings?: readonly string[]
  /** Not to be told of in full unless that is asked for (`assert` with `quiet`). */
  readonly quiet?: boolean
  /** A failure that `ignore_errors` lets pass. */
  readonly ignored?: boolean
  /** Ansible ends the run before it tells of it: its layout leaves it out. */
  readonly isUntold?: boolean
  /** `no_log`: values, diff and error texts are withheld from every sink. */
  readonly censored?: boolean
  /** It is censored for what a vault held, which is known by itself: the rest of it is no secret. */
  readonly isOfVault?: boolean
  /** The host that the task acted on in the place of its own (`delegate_to`). */
  readonly delegatedTo?: HostName
  /** One a loop item, in order. */
  readonly items?: readonly ItemResult[]
  /** Items of a loop that ended, and the task with it, at an item that could not be rendered: those before it. */
  readonly itemsBefore?: readonly ItemResult[]
}

export interface ItemResult {
  /** As `loop_control.label` or the item itself. */
  readonly label: string
  readonly result: TaskResult
}
