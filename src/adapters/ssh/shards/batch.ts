/**
 * Messages of one turn of the event loop, sent together: what a message costs is mostly to write it and to wake the other process for it, and
 * the work on a fleet comes in bursts.
 */
export class Batch<T> {
  readonly #send: (messages: readonly T[]) => void
  #waiting: T[] = []

  constructor(send: (messages: readonly T[]) => void) {
    this.#send = send
  }

  readonly post = (message: T): void => {
    this.#waiting.push(message)
    if (this.#waiting.length === 1) setImmediate(this.#flush)
  }

  readonly #flush = (): void => {
    const messages = this.#waiting
    this.#waiting = []
    this.#send(messages)
  }
}
