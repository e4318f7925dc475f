import type { LongshoreError } from '../../base/longshore-error.ts'
import { shell, type PlainCommand } from '../../model/remote-command.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { RunContext } from '../play-run.ts'
import { recordRefused } from './errors.ts'
import { type GuardPost, keyOfPost } from './guard-post.ts'
import { DISARM, EXTEND, REFUSALS } from './host-scripts.ts'
import { placeOf, type RecordTerms } from './recording.ts'

/** Looks so many times in the time that a guard waits. */
const BEATS = 3
const BEAT_TIMEOUT_MS = 60_000

/**
 * The guard that a transaction has on its host. It is armed by the first program that changes something there; from then on
 * it hears from here until it is ended.
 */
export class HostGuard {
  readonly scope: number
  readonly seconds: number
  readonly #terms: RecordTerms
  readonly #run: RunContext
  readonly #posts = new Map<string, GuardPost>()
  readonly #over = new AbortController()
  #heardAt: Date
  /** It was faster than the controller. */
  hasFired = false

  constructor(scope: number, seconds: number, terms: RecordTerms, run: RunContext) {
    this.scope = scope
    this.seconds = seconds
    this.#terms = terms
    this.#run = run
    this.#heardAt = run.deps.clock.now()
  }

  get isArmed(): boolean {
    return this.#posts.size > 0
  }

  /** When a host that hears nothing more puts itself back, by the clock of here. */
  get until(): Date {
    return new Date(this.#heardAt.getTime() + this.seconds * 1000)
  }

  /** A program that arms the guard there is about to run. */
  armedOn(post: GuardPost): void {
    const key = keyOfPost(post)
    if (this.#posts.has(key)) return
    this.#posts.set(key, post)
    if (this.#posts.size === 1) void this.#beat()
  }

  /** A process before this one may have armed it there: it hears that there is somebody again. */
  findOn(post: GuardPost): void {
    if (this.#posts.has(keyOfPost(post))) return
    this.armedOn(post)
    void this.#extend(post, this.#over.signal)
  }

  fire(): void {
    this.hasFired = true
  }

  /** Ends the guard. Gives what is wrong with it, or why it could not be told. */
  async disarm(): Promise<readonly GuardEnd[]> {
    this.#over.abort()
    return Promise.all([...this.#posts.values()].map((post) => this.#disarm(post)))
  }

  /** Nothing more is told to the host: it puts itself back. */
  leave(): void {
    this.#over.abort()
  }

  async #disarm(post: GuardPost): Promise<GuardEnd> {
    const command = shell(DISARM, ...this.#placeOf(post))
    const ran = await this.#tellTwice(post, command, new AbortController().signal, () => true)
    if (!('exitCode' in ran)) return { kind: 'untold', error: ran }
    if (ran.exitCode === 0) return { kind: 'over' }
    const error = recordRefused(post.host, ran)
    return { kind: ran.exitCode === REFUSALS.guardFired ? 'fired' : 'untold', error }
  }

  async #beat(): Promise<void> {
    const { signal } = this.#over
    for (;;) {
      await this.#run.deps.clock.sleep((this.seconds * 1000) / BEATS, signal)
      if (signal.aborted) return
      await Promise.all([...this.#posts.values()].map((post) => this.#extend(post, signal)))
    }
  }

  /** What the host answers is told by the next program that means to change it, or by the end of the guard. */
  async #extend(post: GuardPost, signal: AbortSignal): Promise<void> {
    const asked = this.#run.deps.clock.now()
    const command = shell(EXTEND, ...this.#placeOf(post), String(this.seconds))
    const ran = await this.#tellTwice(post, command, signal, ({ code }) => code === 'CONNECTION_LOST')
    if ('exitCode' in ran && ran.exitCode === 0) this.#heardAt = asked
  }

  /** On a new line once more where the other may be lost: it was idle, perhaps for long. */
  async #tellTwice(
    post: GuardPost,
    command: PlainCommand,
    signal: AbortSignal,
    isWorthIt: (error: LongshoreError) => boolean,
  ): Promise<CommandOutput | LongshoreError> {
    const first = await this.#tell(post, command, signal)
    if ('exitCode' in first || signal.aborted || !isWorthIt(first)) return first
    await this.#run.connections.drop(post.target)
    return this.#tell(post, command, signal)
  }

  async #tell(post: GuardPost, command: PlainCommand, signal: AbortSignal): Promise<CommandOutput | LongshoreError> {
    const lease = await this.#run.connections.lease(post.target, signal)
    if (!lease.ok) return lease.error
    const options = { ...post.options, signal, timeoutMs: BEAT_TIMEOUT_MS * BEATS }
    const ran = await lease.value.connection.run([command], options).finally(lease.value.release)
    if (!ran.ok) return ran.error
    return ran.value[0] ?? { exitCode: 1, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), truncated: false }
  }

  #placeOf({ host }: GuardPost): readonly string[] {
    return placeOf({ terms: this.#terms, host, guard: this })
  }
}

export type GuardEnd =
  | { readonly kind: 'over' }
  | { readonly kind: 'fired'; readonly error: LongshoreError }
  /** It still waits: the host was not reached, or its folder takes no more. */
  | { readonly kind: 'untold'; readonly error: LongshoreError }
