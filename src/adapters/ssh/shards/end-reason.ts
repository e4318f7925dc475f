import type { ChildProcess } from 'node:child_process'
import { messageOf } from '../message-of.ts'

const KEPT_CHARACTERS = 10_000

/** Collects why a process ended: it could not start, a signal ended it, or what it said last. */
export class EndReason {
  readonly #child: ChildProcess
  #error: unknown
  #said = ''

  constructor(child: ChildProcess) {
    this.#child = child
    child.on('error', (error) => (this.#error = error))
    child.stderr?.on('data', (chunk: Buffer) => (this.#said = (this.#said + chunk.toString()).slice(-KEPT_CHARACTERS)))
  }

  text(): string {
    const { signalCode, exitCode, pid } = this.#child
    if (pid === undefined) return messageOf(this.#error)
    if (signalCode !== null) return `${signalCode} ended it`
    const said = /^(?:\w*Error|FATAL ERROR): *(.+)$/m.exec(this.#said)?.[1]
    return said ?? `it ended with exit code ${exitCode}`
  }
}
