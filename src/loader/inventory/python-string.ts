export interface PythonString {
  readonly value: string
  /** Index after the closing quote. */
  readonly end: number
}

const OPENING = /([rR]?[bB]?|[bB]?[rR]?|[uU]?)('''|"""|'|")/y
const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** The Python string literal that starts at `at`; undefined where there is none, 'invalid' where it is broken. */
export function pythonString(text: string, at: number): PythonString | 'invalid' | undefined {
  OPENING.lastIndex = at
  const opening = OPENING.exec(text)
  if (opening === null) return undefined
  const [whole, prefix = '', quote = ''] = opening
  const raw = /r/i.test(prefix)
  let value = ''
  let index = at + whole.length
  while (index < text.length) {
    if (text.startsWith(quote, index)) return { value, end: index + quote.length }
    const char = text.charAt(index)
    if (char !== '\\') {
      value += char
      index++
    } else if (raw) {
      value += text.slice(index, index + 2)
      index += 2
    } else {
      const escape = readEscape(text, index)
      if (escape === undefined) return 'invalid'
      value += escape.value
      index = escape.end
    }
  }
  return 'invalid'
}

function readEscape(text: string, at: number): PythonString | undefined {
  const char = text.charAt(at + 1)
  const simple = ESCAPES[char]
  if (simple !== undefined) return { value: simple, end: at + 2 }
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0]
  if (octal !== undefined) return { value: String.fromCharCode(parseInt(octal, 8)), end: at + 1 + octal.length }
  const width = { x: 2, u: 4, U: 8 }[char]
  if (width === undefined) return char === 'N' ? undefined : { value: `\\${char}`, end: at + 2 }
  const hex = text.slice(at + 2, at + 2 + width)
  const code = /^[0-9a-fA-F]+$/.test(hex) && hex.length === width ? parseInt(hex, 16) : Infinity
  return code > 0x10ffff ? undefined : { value: String.fromCodePoint(code), end: at + 2 + width }
}
