/** A word of a Jinja expression, with its place in the text. */
export interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'operator'
  readonly text: string
  /** Strings: what the literal stands for. */
  readonly value: string
  readonly start: number
  readonly end: number
}

const SPACE = /\s*/y
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const NUMBER = /0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*(\.\d[\d_]*)?([eE][+-]?\d+)?/y
const STRING = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y
const OPERATOR = /\/\/|\*\*|==|!=|<=|>=|[^\s]/y

/**
 * Splits text from `start` into tokens, up to `close` outside of brackets and strings (or the end of the text). `next`
 * is where the closing mark starts; undefined where it is missing.
 */
export function tokenize(text: string, start = 0, close?: '}}' | '%}') {
  const tokens: Token[] = []
  let depth = 0
  let at = start
  for (;;) {
    at = matchAt(SPACE, text, at)?.end ?? at
    if (at >= text.length) return { tokens, next: close === undefined ? at : undefined }
    if (close !== undefined && depth === 0 && isClose(text, at, close)) return { tokens, next: at }
    const token = tokenAt(text, at)
    if ('([{'.includes(token.text)) depth++
    if (')]}'.includes(token.text)) depth = Math.max(0, depth - 1)
    tokens.push(token)
    at = token.end
  }
}

export function nameToken(token: Token | undefined): string | undefined {
  return token?.kind === 'name' ? token.text : undefined
}

/** Whether the token is this operator or word. */
export function is(token: Token | undefined, text: string): boolean {
  return token?.text === text && (token.kind === 'operator' || token.kind === 'name')
}

/** Index of the bracket that closes the one at `open`, or the end. */
export function closingIndex(tokens: readonly Token[], open: number): number {
  let depth = 0
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index]
    if (token?.kind !== 'operator') continue
    if ('([{'.includes(token.text)) depth++
    if (')]}'.includes(token.text) && --depth === 0) return index
  }
  return tokens.length
}

function isClose(text: string, at: number, close: string): boolean {
  return text.startsWith(close, at) || ('-+'.includes(text.charAt(at)) && text.startsWith(close, at + 1))
}

function tokenAt(text: string, at: number): Token {
  const kinds = [
    ['string', STRING],
    ['number', NUMBER],
    ['name', NAME],
    ['operator', OPERATOR],
  ] as const
  for (const [kind, pattern] of kinds) {
    const found = matchAt(pattern, text, at)
    if (found === undefined) continue
    const value = kind === 'string' ? unescapePython(found.text.slice(1, -1)) : found.text
    return { kind, text: found.text, value, start: at, end: found.end }
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

/** Python's escapes: an unknown one such as `\d` stays as it is written. */
function unescapePython(body: string): string {
  return body.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[^])/g, (whole, code: string) => {
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return ESCAPES[code] ?? whole
  })
}
