/** Text such as `uptime chdir=/tmp` or `path=/x state=absent`, taken apart as Ansible's `parse_kv` does. */
export interface KeyValueArgs {
  readonly args: Readonly<Record<string, string>>
  /** What is not `name=value`, with its quotes and blanks. */
  readonly rest: string
}

/**
 * Words are divided by blanks outside of quotes and of `{{ }}`, `{% %}`, `{# #}`. Where `only` is given, a word of another
 * name stays in the rest (`command`, `shell`, ...). Undefined: a quote or brace is not closed.
 */
export function keyValueArgs(text: string, only?: ReadonlySet<string>): KeyValueArgs | undefined {
  const words = divide(text)
  if (words === undefined) return undefined
  const args: Record<string, string> = {}
  let rest = ''
  for (const { blanks, word } of withoutContinuations(words)) {
    const pair = /^([A-Za-z_][\w.-]*)=([^]*)$/.exec(word)
    const [, name = '', value = ''] = pair ?? []
    if (pair !== null && (only === undefined || only.has(name))) args[name] = unquote(unescape(value))
    else rest += (rest === '' ? '' : blanks) + withoutEscapedEquals(word)
  }
  return { args, rest }
}

/** `a\=b` is how a word says that it is no argument. */
function withoutEscapedEquals(word: string): string {
  return /(?<!\\)=/.test(word) ? word : word.replaceAll('\\=', '=')
}

/** A backslash alone between blanks goes on in the next line, as in Ansible. */
function withoutContinuations(words: readonly Word[]): readonly Word[] {
  return words.flatMap(({ blanks, word }, index) => {
    if (word === '\\') return []
    return [{ blanks: words[index - 1]?.word === '\\' ? blanks.replace(/^\n/, '') || ' ' : blanks, word }]
  })
}

interface Word {
  readonly blanks: string
  readonly word: string
}

function divide(text: string): readonly Word[] | undefined {
  const words: Word[] = []
  let at = 0
  while (at < text.length) {
    const blanks = /^\s*/.exec(text.slice(at))?.[0] ?? ''
    at += blanks.length
    const end = wordEnd(text, at)
    if (end === undefined) return undefined
    if (end > at) words.push({ blanks, word: text.slice(at, end) })
    at = Math.max(end, at)
  }
  return words
}

const CLOSERS: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' }

function wordEnd(text: string, start: number): number | undefined {
  let quote = ''
  let at = start
  while (at < text.length) {
    const char = text.charAt(at)
    const closer = CLOSERS[text.slice(at, at + 2)]
    if (closer !== undefined) {
      const end = text.indexOf(closer, at + 2)
      if (end < 0) return undefined
      at = end + 2
      continue
    }
    if (quote === '' && /\s/.test(char)) return at
    const escaped = text[at - 1] === '\\' && at > start
    if (char === quote && !escaped) quote = ''
    else if (quote === '' && (char === '"' || char === "'") && !escaped) quote = char
    at++
  }
  return quote === '' ? at : undefined
}

/** Quotes around the whole of a value come off. */
function unquote(value: string): string {
  const mark = value.charAt(0)
  const quoted = value.length > 1 && (mark === '"' || mark === "'") && value.endsWith(mark) && value.at(-2) !== '\\'
  return quoted ? value.slice(1, -1) : value
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
}

function unescape(value: string): string {
  return value.replace(
    /\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\\'"abfnrtv]))/g,
    (_whole, ...parts) => {
      const [long, short, byte, char] = parts as (string | undefined)[]
      const code = long ?? short ?? byte
      return code === undefined ? (ESCAPES[char ?? ''] ?? '') : String.fromCodePoint(Number.parseInt(code, 16))
    },
  )
}
