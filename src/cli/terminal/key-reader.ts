import type { Terminal } from './read-line.ts'

/** The keys of a terminal one by one. */
export class KeyReader {
  readonly #pieces: AsyncIterator<string>
  #waiting: string[]

  /** `typed` are keys that came before. */
  constructor(keys: Terminal['keys'], typed: string) {
    this.#pieces = keys[Symbol.asyncIterator]()
    this.#waiting = Array.from(typed)
  }

  /** Undefined: the terminal is gone. */
  async next(): Promise<string | undefined> {
    while (this.#waiting.length === 0) {
      const piece = await this.#pieces.next()
      if (piece.done === true) return undefined
      this.#waiting = Array.from(withoutSequences(piece.value))
    }
    return this.#waiting.shift()
  }

  /** Keys that arrived and were not asked for yet. */
  rest(): string {
    return this.#waiting.join('')
  }
}

/** Arrow keys and pasted-text marks arrive as escape sequences: they are no part of an answer. */
function withoutSequences(piece: string): string {
  return piece.replaceAll(/\x1b(?:\[[0-?]*[@-~]|O?.)/g, '')
}
