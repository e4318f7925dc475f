/** What Go's encoding/json makes of a text: the value, or the error with Go's own words. */
export type GoJson =
  | { readonly ok: true; readonly value: unknown; readonly end: number }
  | { readonly ok: false; readonly message: string }

/** `json.Unmarshal`: the whole text is one value. */
export function goUnmarshal(text: string): GoJson {
  const read = goDecodeFirst(text)
  if (!read.ok) return read.message === 'EOF' ? syntaxError('unexpected end of JSON input') : renameEof(read)
  const rest = skipSpace(text, read.end)
  if (rest < text.length) return syntaxError(`invalid character ${quoted(text, rest)} after top-level value`)
  return read
}

/** `json.Decoder.Decode`: the first value, whatever follows it. */
export function goDecodeFirst(text: string): GoJson {
  const scanner = new Scanner(text)
  if (skipSpace(text, 0) === text.length) return syntaxError('EOF')
  try {
    const value = scanner.value()
    return { ok: true, value, end: scanner.at }
  } catch (error) {
    if (error instanceof GoSyntaxError) return syntaxError(error.message)
    throw error
  }
}

function renameEof(read: { readonly ok: false; readonly message: string }): GoJson {
  return read.message === UNEXPECTED_EOF ? syntaxError('unexpected end of JSON input') : read
}

function syntaxError(message: string): GoJson {
  return { ok: false, message }
}

const UNEXPECTED_EOF = 'unexpected EOF'

class GoSyntaxError extends Error {}

class Scanner {
  readonly text: string
  at = 0

  constructor(text: string) {
    this.text = text
  }

  value(): unknown {
    const character = this.next()
    if (character === '{') return this.object()
    if (character === '[') return this.array()
    if (character === '"') return this.string()
    if (character === 't') return this.literal('true', true)
    if (character === 'f') return this.literal('false', false)
    if (character === 'n') return this.literal('null', null)
    if (/[-0-9]/.test(character)) return this.number()
    return this.refuse('looking for beginning of value')
  }

  object(): Record<string, unknown> {
    const entries = new Map<string, unknown>()
    this.at++
    if (this.next() === '}') return this.close({})
    for (;;) {
      if (this.next() !== '"') return this.refuse('looking for beginning of object key string')
      const key = this.string()
      if (this.next() !== ':') return this.refuse('after object key')
      this.at++
      entries.set(key, this.value())
      const character = this.next()
      if (character === '}') return this.close(Object.fromEntries(entries))
      if (character !== ',') return this.refuse('after object key:value pair')
      this.at++
    }
  }

  array(): unknown[] {
    const items: unknown[] = []
    this.at++
    if (this.next() === ']') return this.close(items)
    for (;;) {
      items.push(this.value())
      const character = this.next()
      if (character === ']') return this.close(items)
      if (character !== ',') return this.refuse('after array element')
      this.at++
    }
  }

  string(): string {
    const start = this.at++
    for (;;) {
      const character = this.here()
      if (character < ' ') return this.refuse('in string literal')
      if (character === '"') return JSON.parse(this.text.slice(start, ++this.at)) as string
      this.at++
      if (character === '\\') this.escape()
    }
  }

  escape(): void {
    const character = this.here()
    if (character !== 'u') {
      if (!'"\\/bfnrt'.includes(character)) this.refuse('in string escape code')
      this.at++
      return
    }
    this.at++
    for (let digit = 0; digit < 4; digit++, this.at++) {
      if (!/[0-9a-fA-F]/.test(this.here())) this.refuse('in \\u hexadecimal character escape')
    }
  }

  number(): number {
    const start = this.at
    if (this.here() === '-') this.at++
    if (!/[0-9]/.test(this.here())) return this.refuse('in numeric literal')
    if (this.here() === '0') this.at++
    else this.digits()
    if (this.text[this.at] === '.') {
      this.at++
      if (!/[0-9]/.test(this.here())) return this.refuse('after decimal point in numeric literal')
      this.digits()
    }
    if (/[eE]/.test(this.text[this.at] ?? '')) {
      this.at++
      if (/[-+]/.test(this.here())) this.at++
      if (!/[0-9]/.test(this.here())) return this.refuse('in exponent of numeric literal')
      this.digits()
    }
    return Number(this.text.slice(start, this.at))
  }

  digits(): void {
    while (/[0-9]/.test(this.text[this.at] ?? '')) this.at++
  }

  literal<T>(word: string, value: T): T {
    for (const expected of word) {
      if (this.here() !== expected) return this.refuse(`in literal ${word} (expecting '${expected}')`)
      this.at++
    }
    return value
  }

  close<T>(value: T): T {
    this.at++
    return value
  }

  next(): string {
    this.at = skipSpace(this.text, this.at)
    return this.here()
  }

  here(): string {
    const character = this.text[this.at]
    if (character === undefined) throw new GoSyntaxError(UNEXPECTED_EOF)
    return character
  }

  refuse(where: string): never {
    throw new GoSyntaxError(`invalid character ${quoted(this.text, this.at)} ${where}`)
  }
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++
  return at
}

/** Go's `quoteChar`. */
function quoted(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (character === "'") return String.raw`'\''`
  if (character === '"') return `'"'`
  return `'${JSON.stringify(character).slice(1, -1)}'`
}
