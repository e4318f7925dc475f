import type { RollbackStatus } from './rollback-status.ts'
import type { ErrorReport } from './task-result.ts'
import type { HostName } from './inventory.ts'

/** Counts of one host, as Ansible's PLAY RECAP has them. */
export interface HostRecap {
  readonly ok: number
  readonly changed: number
  readonly unreachable: number
  readonly failed: number
  readonly skipped: number
  readonly rescued: number
  readonly ignored: number
  /** What failed before was cleared (`meta: clear_host_errors`), and nothing failed since. */
  readonly cleared?: true
  /** The worst that a rollback on this host came to, where there was one. */
  readonly rollback?: RollbackStatus
  /** ISO 8601: when it puts itself back, since it could not be told that it need not. */
  readonly leftToGuard?: string
  /** Set where the run ended before this host was done, with the reason. */
  readonly notAttempted?: string
}

export interface Recap {
  readonly hosts: ReadonlyMap<HostName, HostRecap>
  readonly interrupted: boolean
  /** Errors of the run itself, not of a host. */
  readonly errors: readonly ErrorReport[]
}
