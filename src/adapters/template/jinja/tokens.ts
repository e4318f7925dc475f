/** A word of a Jinja expression, with its place in the text. */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'operator'
  readonly text: string
  /** Strings: what is between the quotes, as written. */
  readonly body: string
  readonly start: number
  readonly end: number
}

const SPACE = /\s*/y
const LINE_END = /\s*(?:\n|$)/y
/** Names and operators of most expressions come first: to compile the letters of all languages takes a millisecond. */
const ASCII_NAME = /[A-Za-z_]\w*(?![\w\x80-\uffff])/y
const NAME = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy
const NUMBER = /0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*(\.\d[\d_]*)?([eE][+-]?\d+)?/y
const STRING = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y
const OPERATOR = /\/\/|\*\*|==|!=|<=|>=|[!-/:-@[-^`{-~]/y
const OTHER = /\S/y

/**
 * Splits text from `start` into tokens, up to `close` outside of brackets and strings (or the end of the text). `next`
 * is where the closing mark starts; undefined where it is missing.
 */
export function tokenize(text: string, start = 0, close?: string) {
  const tokens: Token[] = []
  let depth = 0
  let at = start
  for (;;) {
    at = matchAt(SPACE, text, at)?.end ?? at
    if (at >= text.length) return { tokens, next: close === undefined ? at : undefined }
    if (close !== undefined && depth === 0 && isClose(text, at, close)) return { tokens, next: at }
    const token = tokenAt(text, at)
    depth = depthAfter(token, depth)
    tokens.push(token)
    at = token.end
  }
}

/** The tokens of a line; in brackets it goes on. `next` is after its end and the empty lines behind it. */
export function tokenizeLine(
  text: string,
  start: number,
): { readonly tokens: readonly Token[]; readonly next: number } {
  const tokens: Token[] = []
  let depth = 0
  let at = start
  for (;;) {
    const end = depth === 0 ? matchAt(LINE_END, text, at) : undefined
    if (end !== undefined) return { tokens, next: end.end }
    at = matchAt(SPACE, text, at)?.end ?? at
    if (at >= text.length) return { tokens, next: at }
    const token = tokenAt(text, at)
    depth = depthAfter(token, depth)
    tokens.push(token)
    at = token.end
  }
}

/** Whether the token is this operator or word. */
export function is(token: Token | undefined, text: string): boolean {
  return token?.text === text && (token.kind === 'operator' || token.kind === 'name')
}

function depthAfter({ text }: Token, depth: number): number {
  if ('([{'.includes(text)) return depth + 1
  return ')]}'.includes(text) ? Math.max(0, depth - 1) : depth
}

function isClose(text: string, at: number, close: string): boolean {
  return text.startsWith(close, at) || ('-+'.includes(text.charAt(at)) && text.startsWith(close, at + 1))
}

function tokenAt(text: string, at: number): Token {
  const kinds = [
    ['string', STRING],
    ['number', NUMBER],
    ['name', ASCII_NAME],
    ['operator', OPERATOR],
    ['name', NAME],
    ['operator', OTHER],
  ] as const
  for (const [kind, pattern] of kinds) {
    const found = matchAt(pattern, text, at)
    if (found === undefined) continue
    const body = kind === 'string' ? found.text.slice(1, -1) : found.text
    return { kind, text: found.text, body, start: at, end: found.end }
  }
  throw new Error(`no token at ${at}`)
}

function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): { readonly text: string; readonly end: number } | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  return found === null ? undefined : { text: found[0], end: at + found[0].length }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
}
const ESCAPE = /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|[^])/g

/** Python's escapes: an unknown one such as `\d` stays as it is written. */
export function unescapePython(body: string): string {
  if (!body.includes('\\')) return body
  return body.replace(ESCAPE, (whole, code: string) => {
    if (/^[0-7]/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8))
    if (code.length > 1) return String.fromCodePoint(Number.parseInt(code.slice(1), 16))
    return ESCAPES[code] ?? whole
  })
}
