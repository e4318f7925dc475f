import type { HostName } from '../model/inventory.ts'
import type { HostRecap } from '../model/recap.ts'
import { type RollbackStatus, worstRollback } from '../model/rollback-status.ts'
import type { TaskResult } from '../model/task-result.ts'
import type { Vars } from '../model/vars.ts'
import type { TaskFrame } from './task-frame.ts'
import { UndoLog } from './transaction/undo-log.ts'
import type { HostGuard } from './undo-records/host-guard.ts'

export type HostStanding = 'active' | 'failed' | 'unreachable' | 'ended'

interface Failure {
  readonly frame: TaskFrame
  readonly result: TaskResult
  /** A `run_once` task failed for all of its batch, and counts on the host that it ran on alone. */
  readonly elsewhere?: true
  /** What a task includes could not be read: the task itself was well. */
  readonly unread?: true
}

type Counts = {
  -readonly [K in 'ok' | 'changed' | 'unreachable' | 'failed' | 'skipped' | 'rescued' | 'ignored']: number
}

/** What is known of one host in the course of a run: its standing, facts, results, notifications and counts. */
export class HostRun {
  readonly name: HostName
  /** Merged from the inventory: templates unresolved. */
  inventoryVars: Vars
  standing: HostStanding = 'active'
  /** From `setup` and other modules, names as variables have them (`ansible_...`). */
  facts: Record<string, unknown>
  /** From `include_vars`: templates unresolved. */
  includedVars: Vars = {}
  /** From `register` and `set_fact`. */
  registered: Record<string, unknown> = {}
  /** Names of handlers (by index in the play) that wait to run. */
  readonly notified = new Set<number>()
  lastFailure: Failure | undefined
  notAttempted: string | undefined
  #isCleared = false
  /** What transactions may have to undo. */
  readonly undoLog = new UndoLog()
  /** Of the transaction that is open, where it has one: what the host does when it hears nothing more. */
  guard: HostGuard | undefined
  #rollback: RollbackStatus | undefined
  #leftToGuard: string | undefined
  readonly #counts: Counts = { ok: 0, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 }

  constructor(name: HostName, inventoryVars: Vars, facts: Vars = {}) {
    this.name = name
    this.inventoryVars = inventoryVars
    this.facts = { ...facts }
  }

  get isActive(): boolean {
    return this.standing === 'active'
  }

  /** Nothing came from it since its line broke: a rollback would have made a new one. */
  get isOutOfReach(): boolean {
    return this.standing === 'unreachable' && this.#rollback !== 'done'
  }

  /** Failed and unreachable alike: both count in every failure budget. */
  get isBad(): boolean {
    return this.standing === 'failed' || this.standing === 'unreachable'
  }

  count(result: TaskResult): void {
    const counts = this.#counts
    if (result.rollback !== undefined) this.#rollback = worstRollback([this.#rollback, result.rollback])
    if (result.ignored) counts.ignored++
    if (result.ignored || result.status === 'ok' || result.status === 'changed') counts.ok++
    if (result.status === 'changed' || (result.ignored && result.values['changed'] === true)) counts.changed++
    if (result.status === 'skipped') counts.skipped++
    if (result.status === 'unreachable' && !result.ignored) counts.unreachable++
    if (result.status === 'failed' && !result.ignored) counts.failed++
    if ((result.status === 'unreachable' || result.status === 'failed') && !result.ignored) this.#isCleared = false
  }

  /**
   * A failed host takes part again from the next play on, an unreachable one from the next task on (Ansible's
   * `clear_host_errors`).
   */
  clearErrors(): void {
    this.#isCleared = this.isBad
    if (this.standing === 'failed') this.standing = 'ended'
    if (this.standing === 'unreachable') this.standing = 'active'
  }

  /** It waits no more. */
  beginHandler(index: number): void {
    this.notified.delete(index)
    this.undoLog.ranHandler(index)
  }

  rescued(): void {
    this.#counts.rescued++
    this.#counts.failed--
  }

  /** It goes on behind an include that could not be read, which still counts as failed (Ansible). */
  getPastUnread(): void {
    this.#isCleared = true
  }

  /** A transaction undid its tasks. What failed tells so from then on (`rolled_back`). */
  rolledBack(status: RollbackStatus): void {
    this.#rollback = worstRollback([this.#rollback, status])
    if (this.lastFailure === undefined) return
    const { result } = this.lastFailure
    const values = { ...result.values, rolled_back: status === 'done' || status === 'none' }
    this.lastFailure = { ...this.lastFailure, result: { ...result, values } }
  }

  /** It could not be told that its transaction is over: at that time (ISO 8601) it puts itself back. */
  leaveToGuard(until: string): void {
    this.#leftToGuard = until
    this.rolledBack('impossible')
  }

  /** It fails beside any task. */
  lose(standing: 'failed' | 'unreachable'): void {
    this.standing = standing
    this.#counts[standing]++
    this.#isCleared = false
  }

  recap(): HostRecap {
    return {
      ...this.#counts,
      ...(this.#isCleared ? { cleared: true } : {}),
      ...(this.#rollback === undefined || this.#rollback === 'none' ? {} : { rollback: this.#rollback }),
      ...(this.#leftToGuard === undefined ? {} : { leftToGuard: this.#leftToGuard }),
      ...(this.notAttempted === undefined ? {} : { notAttempted: this.notAttempted }),
    }
  }
}
