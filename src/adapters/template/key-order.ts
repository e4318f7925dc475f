/** minijinja sorts the keys of maps. This puts them back in the order in which they came. */
export class KeyOrder {
  readonly #bySignature = new Map<string, readonly string[]>()
  readonly #rank: ReadonlyMap<string, number>
  #toLearn: unknown[]

  /** `values` went into minijinja; `literals` are the strings of the template, in order. */
  constructor(values: readonly unknown[], literals: readonly string[]) {
    this.#toLearn = [...values]
    this.#rank = new Map([...literals].reverse().map((text, index) => [text, literals.length - index]))
  }

  learn(value: unknown): void {
    this.#toLearn.push(value)
  }

  restore(keys: readonly string[]): readonly string[] {
    if (keys.length < 2) return keys
    this.#catchUp()
    const known = this.#bySignature.get(signature(keys))
    if (known !== undefined) return known
    return [...keys].sort((a, b) => (this.#rank.get(a) ?? Infinity) - (this.#rank.get(b) ?? Infinity) || 0)
  }

  #catchUp(): void {
    const waiting = this.#toLearn
    this.#toLearn = []
    while (waiting.length > 0) {
      const value = waiting.shift()
      if (typeof value !== 'object' || value === null) continue
      const children: unknown[] = Object.values(value)
      waiting.push(...children)
      if (Array.isArray(value)) continue
      const keys = Object.keys(value)
      const name = signature(keys)
      if (!this.#bySignature.has(name)) this.#bySignature.set(name, keys)
    }
  }
}

function signature(keys: readonly string[]): string {
  return JSON.stringify([...keys].sort())
}
