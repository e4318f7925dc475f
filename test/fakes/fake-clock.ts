import type { Clock } from '../../src/ports/clock.ts'

interface Sleeper {
  readonly wakesAt: number
  readonly wake: () => void
}

/** A clock that moves only when told to, or, with `hurry`, jumps to the end of each sleep. */
export class FakeClock implements Clock {
  #now: number
  readonly #hurry: boolean
  #sleepers: Sleeper[] = []
  /** Every sleep asked for, in ms. */
  readonly sleeps: number[] = []

  constructor(options: { readonly start?: Date; readonly hurry?: boolean } = {}) {
    this.#now = (options.start ?? new Date('2026-01-01T00:00:00Z')).getTime()
    this.#hurry = options.hurry ?? false
  }

  now(): Date {
    return new Date(this.#now)
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms)
    if (signal?.aborted === true) return
    if (this.#hurry) {
      this.#now += ms
      return
    }
    await new Promise<void>((resolve) => {
      this.#sleepers.push({ wakesAt: this.#now + ms, wake: resolve })
      signal?.addEventListener('abort', () => resolve(), { once: true })
    })
  }

  /** Moves time on and wakes, in order, whoever is due. */
  advance(ms: number): void {
    this.#now += ms
    const due = this.#sleepers.filter((sleeper) => sleeper.wakesAt <= this.#now)
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.wakesAt > this.#now)
    for (const sleeper of due.sort((a, b) => a.wakesAt - b.wakesAt)) sleeper.wake()
  }
}
