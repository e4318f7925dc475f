import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok } from '../../base/result.ts'
import type { RemoteModule } from '../../model/module.ts'
import type { Connection, RunOptions } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import type { TaskCall } from '../task-call.ts'
import { FactsOutdated, HostBusy, hostLocked } from './errors.ts'
import type { HostLocks } from './host-locks.ts'
import type { LockedWork } from './locked-work.ts'
import { isTaken, type LockAnswer } from './lock-answer.ts'
import { LOOK_MS } from './lock-terms.ts'
import { isLastOnHost } from './last-change.ts'
import { withRun } from './with-run.ts'

/** The lock of the host that a task works on, from its facts to its change; undefined where the run has no locks. */
export function taskLock(
  module: Pick<RemoteModule, 'locksHost'>,
  target: ConnectionTarget,
  call: TaskCall,
): TaskLock | undefined {
  const { locks, play } = call.run
  if (locks === undefined || call.checkMode) return undefined
  const { locksHost: isWhole = false } = module
  const takes = isWhole || takesLock(target, call)
  return new TaskLock(locks, call, { target, reason: `play '${play.name}'`, takes, isWhole })
}

/**
 * In a transaction or a rollout. It is not about the host of a delegated task, which helps, nor about this machine where hosts
 * are names for something that is reached from here.
 */
function takesLock(target: ConnectionTarget, { host, delegate, run }: TaskCall): boolean {
  if (run.settings.locks?.mode === 'always') return true
  return host.undoLog.isOpen && delegate === undefined && target.kind !== 'local'
}

export class TaskLock {
  readonly #locks: HostLocks
  readonly #call: TaskCall
  readonly #work: LockedWork
  #seen: LockAnswer | undefined
  #waitedMs = 0

  constructor(locks: HostLocks, call: TaskCall, work: LockedWork) {
    this.#locks = locks
    this.#call = call
    this.#work = work
  }

  /** For facts: where the task will take the lock, a look at it goes with them. */
  watching(connection: Connection): Connection {
    return withRun(connection, async (commands, options) => {
      const { target, takes } = this.#work
      this.#seen = undefined
      if (!takes || this.#locks.isHeld(target, options)) return connection.run(commands, options)
      const looked = await this.#locks.look(connection, commands, options)
      if (!looked.ok) return looked
      this.#seen = looked.value.seen
      return ok(looked.value.outputs)
    })
  }

  /**
   * For a change and then its undo: nothing runs over it where another run has the host. A change that is the last one there
   * releases it.
   */
  holding(connection: Connection): Connection {
    let isLast = isLastOnHost(this.#call)
    return withRun(connection, (commands, options) => {
      const work = { ...this.#work, seen: this.#seen, isLast }
      isLast = false
      return this.#locks.run(connection, commands, options, work)
    })
  }

  /** Why there is no use in trying, as the look that went with the facts saw it. */
  get refusal(): LongshoreError | undefined {
    const seen = this.#seen
    if (seen === undefined || !isTaken(seen) || this.#locks.isDead(seen)) return undefined
    return hostLocked(this.#work.target.name, seen, this.#call.run.deps.clock)
  }

  /** Whether the task is tried anew after this error; where the host is another run's, once it is free or its time is over. */
  async triesAnew(
    error: LongshoreError | undefined,
    connection: Connection,
    options: RunOptions,
  ): Promise<boolean | LongshoreError> {
    if (error instanceof FactsOutdated) return true
    if (!(error instanceof HostBusy)) return false
    let { answer } = error
    this.#seen = answer
    if (this.#locks.isDead(answer)) return true
    const { run, host } = this.#call
    const { clock, emit } = run.deps
    const waitMs = run.settings.locks?.waitMs ?? 0
    const { starting } = run.signals
    if (waitMs > this.#waitedMs) emit({ type: 'lock-awaited', host: host.name, message: error.message })
    while (this.#waitedMs < waitMs && !starting.aborted) {
      const ms = Math.min(LOOK_MS, waitMs - this.#waitedMs)
      await clock.sleep(ms, starting)
      this.#waitedMs += ms
      const looked = await this.#locks.look(connection, [], options)
      if (!looked.ok) return looked.error
      answer = looked.value.seen ?? answer
      this.#seen = answer
      if (!isTaken(answer) || this.#locks.isDead(answer)) return true
    }
    return hostLocked(this.#work.target.name, answer, clock, this.#waitedMs)
  }
}
