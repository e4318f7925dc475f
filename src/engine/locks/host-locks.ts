import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'
import type { RunEvent } from '../../model/run-event/run-event.ts'
import type { Connection, RunOptions } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import { Beats } from './beats.ts'
import { factsOutdated, hostLocked, lockLost, lockUnusable, sameMachine, takenOver } from './errors.ts'
import { isTaken, lockAnswer, type LockAnswer, type LockQuestion } from './lock-answer.ts'
import { LockBook } from './lock-book.ts'
import { LockCommands, type LockCommandsDeps } from './lock-commands.ts'
import type { LockParty } from './lock-terms.ts'
import { type HeldLock, keyOf, type LeftLock, type LockedWork, type Unreleased, unreleased } from './locked-work.ts'

interface Deps extends LockCommandsDeps {
  readonly emit: (event: RunEvent) => void
}

/**
 * The locks that this run has on hosts. Each takes no round trip of its own: it is taken, checked and extended by the
 * program that does the work, before the first of its commands.
 */
export class HostLocks {
  readonly #party: LockParty
  readonly #deps: Deps
  readonly #say: LockCommands
  readonly #book = new LockBook()
  readonly #beats = new Beats()

  constructor(party: LockParty, deps: Deps) {
    this.#party = party
    this.#deps = deps
    this.#say = new LockCommands(party, deps)
  }

  get held(): readonly HeldLock[] {
    return this.#book.held
  }

  /** Those that were not taken since. */
  get left(): readonly LeftLock[] {
    return this.#book.left
  }

  inherit(lock: LeftLock): void {
    this.#book.leave(lock)
  }

  isHeld(target: ConnectionTarget, options: RunOptions): boolean {
    return this.#book.heldAt(keyOf(target, options)) !== undefined
  }

  /** A look at the lock goes with the commands; what it says comes beside their outputs. */
  async look(
    connection: Connection,
    commands: readonly RemoteCommand[],
    options: RunOptions,
  ): Promise<Result<{ readonly outputs: Outputs; readonly seen: LockAnswer | undefined }, LongshoreError>> {
    const ran = await connection.run([this.#say.look(), ...commands], options)
    if (!ran.ok) return ran
    const [first, ...outputs] = ran.value
    const answer = answerOf(first)
    return ok({ outputs, seen: 'problem' in answer ? undefined : answer })
  }

  /**
   * The lock is taken or checked, and then the commands run: nothing does where another run has the host. Behind what is the last
   * there the same program releases it; where that is not certain, it counts as held still.
   */
  async run(
    connection: Connection,
    commands: readonly RemoteCommand[],
    options: RunOptions,
    work: LockedWork,
  ): Promise<Result<Outputs, LongshoreError>> {
    const { target } = work
    const key = keyOf(target, options)
    const held = this.#book.heldAt(key)
    const left = held === undefined ? this.#book.leftAt(key) : undefined
    if (held === undefined && !work.takes && left?.mayBeDone !== true) return connection.run(commands, options)
    if (work.isWhole === true && held !== undefined && held.name !== target.name)
      return err(sameMachine(target.name, held.name))
    const note = held?.note ?? this.#say.note(target.name, work.reason)
    const renewedAt = this.#deps.clock.now().getTime()
    const question = held === undefined ? this.#taking(work.takes ? work.seen : left?.seen) : { token: held.token }
    const closes = work.isLast === true && !this.#book.isShared(target.name, key)
    const closing = closes ? [this.#say.close(note)] : []
    const wasQuiet = this.#beats.watch(key)
    const program = [this.#say.hold({ note, ...question }), ...commands, ...closing]
    // A lock knows who is at work by the process of the program, which has to end with it.
    const ran = await connection.run(program, { ...options, keepsLogin: false })
    if (!ran.ok) {
      const { reason, seen, takes } = work
      if (held === undefined && takes) this.inherit({ target, options, reason, seen, mayBeDone: closes })
      return ran
    }
    const [first, ...outputs] = ran.value
    const answer = answerOf(first)
    if ('problem' in answer) return err(lockUnusable(target.name, answer.problem))
    const asked = { target, options, renewedAt, name: held?.name ?? target.name, note }
    if (answer.state === 'same' || answer.state === 'done') {
      this.#keepAsNamed(asked, answer, work.reason)
      return this.run(connection, commands, options, work)
    }
    const refusal = this.#kept(asked, answer, held)
    if (refusal !== undefined) return err(refusal)
    if (outputs[commands.length]?.exitCode === 0 && wasQuiet()) this.#book.forget(key)
    return ok(outputs.slice(0, commands.length))
  }

  /** The lock stays this run's for some time more; or why it could not be told so. */
  async beat(lock: HeldLock, connection: Connection, options: RunOptions): Promise<Unreleased | undefined> {
    const began = this.#deps.clock.now().getTime()
    const beating = connection.run([this.#say.beat(lock)], options)
    const ran = await this.#beats.during(keyOf(lock.target, lock.options), beating)
    if (!ran.ok) return unreleased(ran.error)
    if (ran.value[0]?.exitCode === 0) lock.renewedAt = began
    return undefined
  }

  /** Releases what is this run's there; of an earlier process it is taken over before. Undefined, or what went wrong. */
  async releaseLeft(
    { target, options, reason }: LeftLock,
    line: Connection,
    how: RunOptions,
  ): Promise<Unreleased | undefined> {
    const looked = await this.look(line, [], how)
    if (!looked.ok) return unreleased(looked.error)
    const { seen } = looked.value
    if (seen?.holder?.run !== this.#party.run) return undefined
    if (seen.state === 'same') return this.release(seen, line, how)
    if (seen.state !== 'stale' && !this.isDead(seen)) return undefined
    const taken = await this.run(line, [], how, { target, reason, takes: true, seen })
    if (!taken.ok) return unreleased(taken.error)
    const lock = this.#book.heldAt(keyOf(target, options))
    return lock === undefined ? undefined : this.release(lock, line, how)
  }

  /** Undefined where the host is anybody's again, or what went wrong. */
  async release(
    { token }: Pick<HeldLock, 'token'>,
    connection: Connection,
    options: RunOptions,
  ): Promise<Unreleased | undefined> {
    const ran = await connection.run([this.#say.release(token)], options)
    if (!ran.ok) return unreleased(ran.error)
    const [output] = ran.value
    if (output?.exitCode === 0) return undefined
    return { why: output?.stderr.toString('utf8').trim() ?? 'it said nothing', isLineLost: false }
  }

  /**
   * Whether a lock of another owner may be taken now: it is this run's from before, or its process is gone. What it started may
   * still be at work: that is awaited.
   */
  isDead({ state, holder }: LockAnswer): boolean {
    if (state !== 'busy' || holder === undefined) return false
    return holder.run === this.#party.run || this.#party.holder.isGone(processOf(holder.process))
  }

  #taking(seen: LockAnswer | undefined): Pick<LockQuestion, 'token' | 'seen' | 'take'> {
    if (seen === undefined) return { token: 0 }
    if (this.isDead(seen)) return { token: 0, seen: seen.mark, take: seen.token }
    return { token: 0, seen: isTaken(seen) ? 'taken' : seen.mark }
  }

  /** This process has the lock under the name that the answer tells. */
  #keepAsNamed(asked: Asked, { holder, token }: LockAnswer, reason: string): void {
    const name = holder?.host ?? asked.target.name
    this.#book.keep({ ...asked, token, name, note: this.#say.note(name, reason) })
  }

  /** Notes the lock where the host gave it; or why the commands did not run. */
  #kept(asked: Asked, answer: LockAnswer, held: HeldLock | undefined): LongshoreError | undefined {
    const host = asked.target.name
    if (isTaken(answer)) return hostLocked(host, answer, this.#deps.clock)
    if (answer.state === 'lost') return lockLost(host, answer, held?.token ?? 0)
    this.#book.keep({ ...asked, token: answer.token })
    if (answer.state === 'stale' || answer.state === 'gone') this.#tellTakeOver(host, answer)
    return answer.state === 'changed' ? factsOutdated(host) : undefined
  }

  #tellTakeOver(host: string, answer: LockAnswer): void {
    const { run, by } = answer.holder ?? { run: 'unknown', by: 'unknown' }
    const reason = answer.state === 'gone' ? 'process-gone' : 'expired'
    this.#deps.emit({ type: 'lock-taken-over', host, from: { run, by }, reason, message: takenOver(host, answer) })
  }
}

type Outputs = readonly CommandOutput[]
type Asked = Omit<HeldLock, 'token'>

function answerOf(output: CommandOutput | undefined): LockAnswer | { readonly problem: string } {
  return output === undefined ? { problem: 'it said nothing' } : lockAnswer(output)
}

function processOf({ pid, host, started }: { pid: number; host: string; started?: string | undefined }) {
  return { pid, host, ...(started === undefined ? {} : { started }) }
}
