import type { Clock } from '../../ports/clock.ts'
import type { Become } from '../../ports/connection.ts'
import { isSameUser } from '../../ports/is-same-user.ts'
import type { ChannelEnd, ProgramChannel } from '../shell-program/program-channel.ts'
import { end } from '../shell-program/run-program.ts'

const END_DEADLINE_MS = 2_000
/** A reason that costs nothing: without one, each abort makes an exception with a stack. */
const OVER = 'over'

/** A shell on a host, as whom it was started, that serves one program after the other. */
export class Shell {
  readonly become: Become | undefined
  /** How many changes were over when it was started. */
  readonly changes: number
  readonly ended: Promise<ChannelEnd>
  readonly #channel: ProgramChannel
  #isOpen = true
  #end: ChannelEnd | undefined
  #tell: ((end: ChannelEnd) => void) | undefined

  constructor(channel: ProgramChannel, become: Become | undefined, changes: number) {
    this.become = become
    this.changes = changes
    this.#channel = channel
    this.ended = channel.ended.then((end) => {
      this.#isOpen = false
      this.#end = end
      this.#tell?.(end)
      return end
    })
  }

  /** Whether it can be given another program. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Its channel for one program: nothing of that stays behind when it is over. */
  lend(): ProgramChannel {
    const { stdin, stdout, stderr } = this.#channel
    const close = () => {
      this.#isOpen = false
      this.#channel.close()
    }
    const ended = new Promise<ChannelEnd>((resolve) => {
      this.#tell = resolve
      if (this.#end !== undefined) resolve(this.#end)
    })
    return { stdin, stdout, stderr, ended, close }
  }

  /** It waits for a program that is not to come. */
  dismiss(): void {
    this.#isOpen = false
    end(this.#channel)
  }
}

/**
 * Shells of one connection that have nothing to do. One that was started before a change is not used after it: the groups, limits
 * and environment of its login may be others since.
 */
export class KeptShells {
  readonly #clock: Clock
  #idle: readonly Shell[] = []
  #changes = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get count(): number {
    return this.#alive().length
  }

  /** How many changes are over. */
  get changes(): number {
    return this.#changes
  }

  /** One that was started as that user, which nobody else gets meanwhile. */
  take(become: Become | undefined): Shell | undefined {
    const found = this.#alive().find((shell) => isSameUser(shell.become, become))
    if (found !== undefined) this.#drop(found)
    return found
  }

  keep(shell: Shell): void {
    if (shell.changes !== this.#changes) {
      shell.dismiss()
      return
    }
    this.#idle = [...this.#alive(), shell]
  }

  /** Something may have changed: those that wait are of before. */
  noteChange(): void {
    this.#changes++
    const before = this.#idle
    this.#idle = []
    for (const shell of before) shell.dismiss()
  }

  /** Ends the one that waits longest, and waits until the host has a channel more. False where there is none. */
  async dismissOne(): Promise<boolean> {
    const [oldest] = this.#alive()
    if (oldest === undefined) return false
    this.#drop(oldest)
    oldest.dismiss()
    const late = new AbortController()
    await Promise.race([oldest.ended, this.#clock.sleep(END_DEADLINE_MS, late.signal)])
    late.abort(OVER)
    return true
  }

  #alive(): readonly Shell[] {
    return this.#idle.filter((shell) => shell.isOpen)
  }

  #drop(shell: Shell): void {
    this.#idle = this.#idle.filter((each) => each !== shell)
  }
}
