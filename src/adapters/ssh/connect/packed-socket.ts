import { Socket } from 'node:net'

/**
 * Sends all that is written in one turn of the event loop with one call of the system. ssh2 writes a packet in three parts
 * (length, body, tag): by themselves they would be three calls, three segments, and with Nagle's algorithm a wait for the
 * host between the first and the second.
 */
export class PackedSocket extends Socket {
  #isPacking = false

  override write(...args: unknown[]): boolean {
    if (!this.#isPacking) {
      this.#isPacking = true
      this.cork()
      process.nextTick(() => {
        this.#isPacking = false
        this.uncork()
      })
    }
    return (super.write as (...args: unknown[]) => boolean).apply(this, args)
  }
}
