import { wrapText } from '../terminal/wrap-text.ts'
import type { Paint, Tone } from './ansible-style.ts'
import { printable } from './printable.ts'

/** Tells each warning once, on stderr, in lines as long as ansible-core's (utils/display.py, `warning`). */
export class AnsibleWarnings {
  readonly #stderr: (text: string) => void
  readonly #paint: Paint
  readonly #columns: number
  readonly #told = new Set<string>()

  constructor(stderr: (text: string) => void, paint: Paint, columns: number) {
    this.#stderr = stderr
    this.#paint = paint
    this.#columns = columns
  }

  tell(message: string): void {
    this.#once(message, `[WARNING]: ${message}`, 'warning')
  }

  tellError(message: string): void {
    this.#once(message, ` [ERROR]: ${message}`, 'failed')
  }

  #once(message: string, text: string, tone: Tone): void {
    if (this.#told.has(message)) return
    this.#told.add(message)
    this.#stderr(`${this.#paint(wrapText(printable(text), this.#columns), tone)}\n`)
  }
}
