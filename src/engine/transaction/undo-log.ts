import type { BoundModule } from '../../model/module.ts'
import type { Step } from '../../model/plan.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import type { TaskCall } from '../task-call.ts'
import { type GuardPost, keyOfPost } from '../undo-records/guard-post.ts'
import type { Recording } from '../undo-records/recording.ts'

/** What a call of a module did to a host, as it was told to the host. */
export interface AppliedChange {
  readonly steps: readonly Step[]
  readonly target: ConnectionTarget
  readonly module: BoundModule
  /** How it is recorded on the host. */
  readonly recording?: Recording
}

export interface UndoEntry {
  readonly call: TaskCall
  /** Absent: the task changed the host in a way that has no steps, such as a job or a reboot. */
  readonly applied?: AppliedChange
  /** A handler of the play: it runs again after the undo, and is not undone by repeating what it did. */
  readonly isHandler: boolean
  /** The task failed after it had done something. */
  readonly failed: boolean
}

/** Where a transaction began on a host. */
export interface UndoMark {
  readonly size: number
  /** How many places were known where an earlier process may have changed something. */
  readonly earlier: number
  /** Which transaction of this host it is, from 1: the same number again when the run is resumed. */
  readonly scope: number
  /** Handlers that were waiting already. */
  readonly notified: ReadonlySet<number>
}

/** What was done to a host since the oldest transaction began that is still open; outside of one nothing is kept. */
export class UndoLog {
  readonly #entries: UndoEntry[] = []
  /** Indexes of handlers that ran, in order. */
  readonly #ranHandlers: { readonly index: number; readonly size: number }[] = []
  #open: readonly number[] = []
  #begun = 0
  #suspended = 0
  readonly #earlier: GuardPost[] = []
  #forgotten: string[] = []

  get isOpen(): boolean {
    return this.#open.length > 0
  }

  /** Numbers of the transactions that are open, outermost first. */
  get scopes(): readonly number[] {
    return this.#open
  }

  /** What is done now belongs to a rollback. */
  get isSuspended(): boolean {
    return this.#suspended > 0
  }

  /** A change that is recorded on the host came to nothing. */
  forget(change: string): void {
    this.#forgotten.push(change)
  }

  takeForgotten(): readonly string[] {
    return this.#forgotten.splice(0)
  }

  begin(notified: ReadonlySet<number>): UndoMark {
    const scope = ++this.#begun
    this.#open = [...this.#open, scope]
    return { size: this.#entries.length, earlier: this.#earlier.length, scope, notified: new Set(notified) }
  }

  /** The transaction is over; what it did can still be undone by the one around it. */
  end(): void {
    this.#open = this.#open.slice(0, -1)
    if (this.isOpen) return
    this.#cut(0)
    this.#earlier.splice(0)
  }

  /** What is done meanwhile is not kept: a rollback is never rolled back. */
  async suspended(work: () => Promise<void>): Promise<void> {
    const resume = this.suspend()
    await work().finally(resume)
  }

  /** From now on nothing is kept, until what this gives is called. */
  suspend(): () => void {
    const open = this.#open
    this.#open = []
    this.#suspended++
    return () => {
      this.#suspended--
      this.#open = open
    }
  }

  hasSince({ size, earlier }: UndoMark): boolean {
    return this.#entries.length > size || this.#earlier.length > earlier
  }

  /** Where a process before this one may have changed something that belongs to the open transactions. */
  noteEarlier(post: GuardPost): void {
    this.#earlier.push(post)
  }

  /** Takes out those since the mark, each once. */
  takeEarlierSince({ earlier }: UndoMark): readonly GuardPost[] {
    return [...new Map(this.#earlier.splice(earlier).map((post) => [keyOfPost(post), post])).values()]
  }

  add(entry: UndoEntry): void {
    if (this.isOpen) this.#entries.push(entry)
  }

  ranHandler(index: number): void {
    if (this.isOpen) this.#ranHandlers.push({ index, size: this.#entries.length })
  }

  /** Takes out what came since the mark, newest first, with the handlers that ran meanwhile. */
  takeSince({ size }: UndoMark): { readonly entries: readonly UndoEntry[]; readonly ranHandlers: ReadonlySet<number> } {
    const entries = this.#entries.slice(size).reverse()
    const ranHandlers = new Set(this.#ranHandlers.filter((ran) => ran.size >= size).map(({ index }) => index))
    this.#cut(size)
    return { entries, ranHandlers }
  }

  #cut(size: number): void {
    this.#entries.splice(size)
    const first = this.#ranHandlers.findIndex((ran) => ran.size >= size)
    if (first !== -1) this.#ranHandlers.splice(first)
  }
}
