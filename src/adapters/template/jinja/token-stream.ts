import { SyntaxProblem } from './syntax.ts'
import { is, type Token } from './tokens.ts'

/** What Jinja2 calls a tag. */
type TagName = 'print statement' | 'statement block'

/** The tokens of one tag, read from left to right. */
export class TokenStream {
  readonly text: string
  readonly #tokens: readonly Token[]
  /** Where the tag starts: for errors about what is missing. */
  readonly #start: number
  readonly #tag: TagName
  #next = 0

  constructor(text: string, tokens: readonly Token[], start: number, tag: TagName = 'statement block') {
    this.text = text
    this.#tokens = tokens
    this.#start = start
    this.#tag = tag
  }

  get current(): Token | undefined {
    return this.#tokens[this.#next]
  }

  /** Offset of the current token, or of the end. */
  get at(): number {
    return this.current?.start ?? this.#tokens.at(-1)?.end ?? this.#start
  }

  /** Where the last token that was read ends. */
  get end(): number {
    return this.#tokens[this.#next - 1]?.end ?? this.#start
  }

  peek(ahead = 1): Token | undefined {
    return this.#tokens[this.#next + ahead]
  }

  isNext(...texts: readonly string[]): boolean {
    return texts.some((text) => is(this.current, text))
  }

  /** Goes on where the next token is this operator or word. */
  take(text: string): boolean {
    if (!is(this.current, text)) return false
    this.#next++
    return true
  }

  next(): Token {
    const token = this.current
    if (token === undefined) throw this.unexpected()
    this.#next++
    return token
  }

  expect(text: string): Token {
    if (!is(this.current, text)) throw this.unexpected(`'${text}'`)
    return this.next()
  }

  name(): string {
    if (this.current?.kind !== 'name') throw this.unexpected("'name'")
    return this.next().text
  }

  expectEnd(): void {
    if (this.current !== undefined) throw this.unexpected(`'end of ${this.#tag}'`)
  }

  /** In Jinja2's words. */
  unexpected(wanted?: string): SyntaxProblem {
    const got = this.current === undefined ? `'end of ${this.#tag}'` : `'${this.current.text}'`
    const text = wanted === undefined ? `unexpected ${got}` : `expected token ${wanted}, got ${got}`
    return new SyntaxProblem(text, this.at)
  }
}
