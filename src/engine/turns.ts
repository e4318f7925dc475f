import { setImmediate } from 'node:timers/promises'

/** Hosts whose work may follow each other in one turn of the event loop: some 10 ms of it. */
const HOSTS_A_TURN = 25

/**
 * Lets input and output have their turn between hosts. A task that waits for nothing (`set_fact`, `debug`, a `when` that does
 * not hold) would otherwise hold up every connection until it is through a whole fleet.
 */
export class Turns {
  #hosts = 0
  #pause: Promise<void> | undefined

  /** To be awaited before the work of each host; undefined where it may begin at once. */
  next(): Promise<void> | undefined {
    this.#hosts++
    if (this.#hosts % HOSTS_A_TURN === 0) this.#pause = pauseAfter(this.#pause)
    return this.#pause
  }
}

async function pauseAfter(before: Promise<void> | undefined): Promise<void> {
  await before
  await setImmediate()
}
