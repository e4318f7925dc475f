/** A value that must not be shown: it prints, serialises and inspects as `[secret]`. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** Called only where the value leaves the program. */
  reveal(): string {
    return this.#value
  }

  /** Whether the other is a secret with the same value. */
  equals(other: unknown): boolean {
    return other instanceof Secret && other.#value === this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]'
  }
}
