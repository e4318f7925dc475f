/**
 * The list or map that a text spells in Python or JSON, as Ansible makes text natives: only text that starts with `[` or
 * `{`, or is `True` or `False`. Undefined for anything else, which stays text.
 */
export function literalValue(text: string): unknown {
  if (text === 'True' || text === 'False') return text === 'True'
  if (!/^[[{]/.test(text)) return undefined
  return readWhole({ text, at: 0, words: WORDS }, (reader) => readValue(reader, 0))?.value
}

/** Any value that a text spells in Python (`ast.literal_eval`), unless blanks come first. Several with commas are a list. */
export function spelledValue(text: string): { readonly value: unknown } | undefined {
  if (/^\s/.test(text)) return undefined
  return readWhole({ text, at: 0, words: PYTHON_WORDS }, (reader) => {
    const first = readValue(reader, 0)
    const items = [first]
    while (tryTake(reader, ',') && reader.at < text.length) items.push(readValue(reader, 0))
    return items.length === 1 && !text.trimEnd().endsWith(',') ? first : items
  })
}

function readWhole(reader: Reader, read: (reader: Reader) => unknown): { readonly value: unknown } | undefined {
  try {
    const value = read(reader)
    skipBlanks(reader)
    return reader.at === reader.text.length ? { value } : undefined
  } catch (error) {
    if (error === NOT_A_LITERAL) return undefined
    throw error
  }
}

interface Reader {
  readonly text: string
  at: number
  readonly words: Readonly<Record<string, unknown>>
}

const NOT_A_LITERAL = new Error('not a literal')
const DEEPEST = 100
const PYTHON_WORDS: Readonly<Record<string, unknown>> = { True: true, False: false, None: null }
const WORDS: Readonly<Record<string, unknown>> = {
  ...PYTHON_WORDS,
  true: true,
  false: false,
  null: null,
}

function readValue(reader: Reader, depth: number): unknown {
  if (depth > DEEPEST) throw NOT_A_LITERAL
  skipBlanks(reader)
  const char = reader.text[reader.at]
  if (char === '[' || char === '(') return readItems(reader, char === '[' ? ']' : ')', depth)
  if (char === '{') return readMap(reader, depth)
  if (char === '"' || char === "'") return readTexts(reader)
  const prefix = tryMatch(reader, /[uUrR](?=["'])/y)
  if (prefix !== undefined) return readTexts(reader, /r/i.test(prefix))
  const sign = tryMatch(reader, /[+-]\s*(?=[\d.])/y)?.charAt(0) ?? ''
  const word = sign + take(reader, /[\w.+-]+/y)
  if (Object.hasOwn(reader.words, word)) return reader.words[word]
  if (/^[+-]?(\d[\d_]*(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(word) && !/^[+-]?0\d/.test(word)) return numberOf(word)
  if (/^[+-]?0(?:x[\da-f_]+|o[0-7_]+|b[01_]+)$/i.test(word)) return radixNumber(word)
  throw NOT_A_LITERAL
}

function radixNumber(word: string): number | bigint {
  const size = BigInt(word.replaceAll('_', '').replace(/^[+-]/, ''))
  const number = word.startsWith('-') ? -size : size
  return Number.isSafeInteger(Number(number)) ? Number(number) : number
}

function numberOf(word: string): number | bigint {
  const plain = word.replaceAll('_', '')
  const number = Number(plain)
  return /^[+-]?\d+$/.test(plain) && !Number.isSafeInteger(number) ? BigInt(plain) : number
}

function readItems(reader: Reader, close: string, depth: number): unknown {
  const items: unknown[] = []
  reader.at++
  while (!tryTake(reader, close)) {
    items.push(readValue(reader, depth + 1))
    if (tryTake(reader, ',')) continue
    if (!isNext(reader, close)) throw NOT_A_LITERAL
    if (close === ')' && items.length === 1) {
      reader.at++
      return items[0]
    }
  }
  return items
}

function readMap(reader: Reader, depth: number): Readonly<Record<string, unknown>> {
  const entries: [string, unknown][] = []
  reader.at++
  while (!tryTake(reader, '}')) {
    const key = readValue(reader, depth + 1)
    if ((typeof key !== 'string' && typeof key !== 'number') || !tryTake(reader, ':')) throw NOT_A_LITERAL
    entries.push([String(key), readValue(reader, depth + 1)])
    if (!tryTake(reader, ',') && !isNext(reader, '}')) throw NOT_A_LITERAL
  }
  return Object.fromEntries(entries)
}

/** Texts side by side are one. */
function readTexts(reader: Reader, isRaw = false): string {
  let out = ''
  for (;;) {
    skipBlanks(reader)
    if (!/["']/.test(reader.text.charAt(reader.at))) return out
    const written = take(reader, /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y)
    const body = written.slice(1, -1)
    out += isRaw ? body : body.replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|[^])/gi, unescape)
  }
}

function unescape(whole: string, code: string): string {
  if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
  return { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '/': '/', b: '\b', f: '\f' }[code] ?? whole
}

function take(reader: Reader, pattern: RegExp): string {
  const found = tryMatch(reader, pattern)
  if (found === undefined) throw NOT_A_LITERAL
  return found
}

function tryMatch(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)?.[0]
  reader.at += found?.length ?? 0
  return found
}

function tryTake(reader: Reader, mark: string): boolean {
  if (!isNext(reader, mark)) return false
  reader.at++
  return true
}

function isNext(reader: Reader, mark: string): boolean {
  skipBlanks(reader)
  return reader.text[reader.at] === mark
}

function skipBlanks(reader: Reader): void {
  tryMatch(reader, /(?:\s+|#[^\n]*)+/y)
}
