import type { RunSignals } from './engine-deps.ts'

/** Turns the operator's Ctrl-C, as often as it comes, into the two signals of a run. */
export class Interrupts {
  readonly #starting = new AbortController()
  readonly #working = new AbortController()

  get signals(): RunSignals {
    return { starting: this.#starting.signal, working: this.#working.signal }
  }

  /**
   * First: nothing new is started, what is in flight ends by itself. Second: what is in flight is ended and undone.
   * Gives what happens now, for the operator. `by` is the signal, or what else it was.
   */
  interrupt(by: string): 'finishing' | 'undoing' {
    if (!this.#starting.signal.aborted) {
      this.#starting.abort(new DOMException(by, 'AbortError'))
      return 'finishing'
    }
    this.#working.abort(new DOMException(by, 'AbortError'))
    return 'undoing'
  }
}
