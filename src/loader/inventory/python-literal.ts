import { pythonString } from './python-string.ts'

/**
 * The value of text that is a Python literal, as `ast.literal_eval` gives it, which Ansible applies to the values of an
 * INI inventory: numbers, strings, True, False, None, lists, tuples, sets and dicts. Undefined: it is none, and stays
 * text. Tuples and sets are arrays; integers beyond 2^53 are their digits.
 */
export function pythonLiteral(text: string): unknown {
  const reader = new LiteralReader(text.replace(/^[ \t]+/, ''))
  try {
    return reader.whole()
  } catch (error) {
    if (error instanceof NotALiteral) return undefined
    throw error
  }
}

class NotALiteral extends Error {}

const MAX_DEPTH = 100
const FLOAT =
  /(?:\d(?:_?\d)*)?\.\d(?:_?\d)*(?:[eE][-+]?\d(?:_?\d)*)?|\d(?:_?\d)*\.(?:[eE][-+]?\d(?:_?\d)*)?|\d(?:_?\d)*[eE][-+]?\d(?:_?\d)*/y
const INTEGER = /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?\d)*|0(?:_?0)*/y
/** A letter that is not of ASCII is in no literal, and not taken. */
const WORD = /\w+/y

class LiteralReader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  whole(): unknown {
    const value = this.#sequence('')
    if (this.#at < this.#text.length) throw new NotALiteral()
    return value
  }

  /** One value, or values with commas between, which are a tuple. */
  #sequence(close: string): unknown {
    this.#skipSpace()
    if (close !== '' && this.#take(close)) return []
    const first = this.#value()
    if (!this.#take(',')) {
      this.#expect(close)
      return first
    }
    const items = [first]
    while (!this.#isAt(close)) {
      items.push(this.#value())
      if (!this.#take(',')) break
    }
    this.#expect(close)
    return items
  }

  #value(): unknown {
    this.#skipSpace()
    if (++this.#depth > MAX_DEPTH) throw new NotALiteral()
    const value = this.#bare()
    this.#depth--
    this.#skipSpace()
    return value
  }

  #bare(): unknown {
    if (this.#take('[')) return this.#list()
    if (this.#take('(')) return this.#sequence(')')
    if (this.#take('{')) return this.#braces()
    if (this.#take('-')) return negated(this.#number())
    if (this.#take('+')) return this.#number()
    const string = this.#strings()
    if (string !== undefined) return string
    if (/[\d.]/.test(this.#text.charAt(this.#at))) return this.#number()
    const word = this.#match(WORD)
    if (word === 'True') return true
    if (word === 'False') return false
    if (word === 'None') return null
    if (word === 'set' && this.#take('(') && this.#take(')')) return []
    throw new NotALiteral()
  }

  #list(): unknown[] {
    const items: unknown[] = []
    while (!this.#take(']')) {
      items.push(this.#value())
      if (!this.#take(',') && !this.#isAt(']')) throw new NotALiteral()
    }
    return items
  }

  #braces(): unknown {
    if (this.#take('}')) return {}
    const first = this.#value()
    if (!this.#take(':')) {
      const items = new Set([hashable(first)])
      while (this.#take(',') && !this.#isAt('}')) items.add(hashable(this.#value()))
      this.#expect('}')
      return [...items]
    }
    const entries: [string, unknown][] = [[keyOf(first), this.#value()]]
    while (this.#take(',') && !this.#isAt('}')) {
      const key = keyOf(this.#value())
      this.#expect(':')
      entries.push([key, this.#value()])
    }
    this.#expect('}')
    return Object.fromEntries(entries)
  }

  #number(): number | string {
    this.#skipSpace()
    const float = this.#match(FLOAT)
    const integer = float === undefined ? this.#match(INTEGER) : undefined
    if (/[\w.]/.test(this.#text.charAt(this.#at))) throw new NotALiteral()
    if (float !== undefined) return Number(float.replaceAll('_', ''))
    if (integer === undefined) throw new NotALiteral()
    const value = BigInt(integer.replaceAll('_', ''))
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString()
  }

  /** Strings side by side are one string. */
  #strings(): string | undefined {
    let joined: string | undefined
    for (;;) {
      const found = pythonString(this.#text, this.#at)
      if (found === 'invalid') throw new NotALiteral()
      if (found === undefined) return joined
      joined = (joined ?? '') + found.value
      this.#at = found.end
      this.#skipSpace()
    }
  }

  #match(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at
    const found = expression.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }

  #take(char: string): boolean {
    this.#skipSpace()
    if (char === '' || this.#text.charAt(this.#at) !== char) return false
    this.#at++
    this.#skipSpace()
    return true
  }

  #isAt(close: string): boolean {
    return close === '' ? this.#at >= this.#text.length : this.#text.charAt(this.#at) === close
  }

  #expect(char: string): void {
    if (char !== '' && !this.#take(char)) throw new NotALiteral()
  }

  #skipSpace(): void {
    while (/[ \t\f]/.test(this.#text.charAt(this.#at))) this.#at++
    if (this.#text.charAt(this.#at) === '#') this.#at = this.#text.length
  }
}

function negated(value: number | string): number | string {
  if (typeof value === 'string') return `-${value}`
  return value === 0 ? 0 : -value
}

/** `{{ name }}` is a set in a set to Python, which breaks it off; here it stays text. */
function hashable(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) throw new NotALiteral()
  return value
}

function keyOf(value: unknown): string {
  return String(hashable(value))
}
