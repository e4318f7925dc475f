import { resolvePlainScalar } from './plain-scalar.ts'

/** PyYAML breaks long scalars at the first space after this column. */
const BEST_WIDTH = 80

export interface ScalarPlace {
  /** Where the first character goes, from 0. */
  readonly column: number
  /** Of continuation lines. */
  readonly indent: number
  /** A key of a map: it may not be broken. */
  readonly isKey: boolean
}

/** Text as PyYAML's emitter over libyaml writes it: plain where it reads back as text, else single-quoted, else double. */
export function pythonScalar(text: string, place: ScalarPlace): string {
  const isMultiline = /[\n\u0085\u2028\u2029]/.test(text)
  if (isPlain(text, isMultiline)) return folded(text, place)
  if (isSingle(text) && !(place.isKey && isMultiline)) return singleQuoted(text, place)
  return doubleQuoted(text, place)
}

function isPlain(text: string, isMultiline: boolean): boolean {
  if (text === '' || isMultiline || typeof resolvePlainScalar(text) !== 'string' || text === '<<' || text === '=')
    return false
  if (isTimestamp(text) || SPECIAL.test(text) || /^ | $/.test(text)) return false
  if (/^(?:---|\.\.\.)/.test(text)) return false
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text)) return false
  return !/:(?:\s|$)|\s#/.test(text)
}

/** YAML's own date would be read back as one. */
function isTimestamp(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$|^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?$/.test(
    text,
  )
}

/** What libyaml does not print as it is. Four bytes of UTF-8 are beyond it. */
const SPECIAL = /[^\n\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

/** A space beside a line break would be lost. */
function isSingle(text: string): boolean {
  return !SPECIAL.test(text) && !/ [\n\u0085\u2028\u2029]|[\n\u0085\u2028\u2029] /.test(text)
}

function folded(text: string, { column, indent, isKey }: ScalarPlace): string {
  if (isKey) return text
  return broken(text, column, (space) => (space.next === ' ' ? undefined : `\n${' '.repeat(indent)}`))
}

function singleQuoted(text: string, { column, indent, isKey }: ScalarPlace): string {
  const start = ' '.repeat(indent)
  const quoted = text.replaceAll("'", "''")
  const lines = quoted.split('\n').map((line, index) => {
    if (isKey) return line
    return broken(line, index === 0 ? column + 1 : indent, (space) => {
      const isEdge = space.at === 0 || space.at === line.length - 1
      return isEdge || space.next === ' ' ? undefined : `\n${start}`
    })
  })
  return `'${joinBreaks(lines, start)}'`
}

/** One break is an empty line, more are one more than there are; then comes the indentation. */
function joinBreaks(lines: readonly string[], start: string): string {
  let joined = lines[0] ?? ''
  let breaks = 0
  for (const [index, line] of lines.slice(1).entries()) {
    breaks++
    const isLast = index === lines.length - 2
    if (line === '' && !isLast) continue
    joined += `${'\n'.repeat(breaks + 1)}${start}${line}`
    breaks = 0
  }
  return joined
}

function doubleQuoted(text: string, { column, indent, isKey }: ScalarPlace): string {
  const characters = Array.from(text)
  let written = '"'
  let at = column + 1
  let afterSpace = false
  characters.forEach((char, index) => {
    const isEdge = index === 0 || index === characters.length - 1
    if (char === ' ' && !isKey && !afterSpace && at > BEST_WIDTH && !isEdge) {
      const kept = characters[index + 1] === ' ' ? '\\' : ''
      written += `\n${' '.repeat(indent)}${kept}`
      at = indent + kept.length
    } else {
      const shown = escaped(char)
      written += shown
      at += shown.length
    }
    afterSpace = char === ' '
  })
  return `${written}"`
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '\0': '\\0', '\x07': '\\a', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\v': '\\v', '\f': '\\f', '\r': '\\r' },
  ...{ '\x1b': '\\e', '"': '\\"', '\\': '\\\\', '\u0085': '\\N', '\u00a0': '\\_', '\u2028': '\\L', '\u2029': '\\P' },
}

function escaped(char: string): string {
  const known = char === '\u00a0' ? undefined : ESCAPES[char]
  if (known !== undefined) return known
  if (!SPECIAL.test(char)) return char
  const code = char.codePointAt(0) ?? 0
  if (code <= 0xff) return `\\x${hex(code, 2)}`
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
}

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, '0')
}

interface Space {
  readonly at: number
  readonly next: string
}

/** The text with `replacement` for each space beyond the width that may be a break. */
function broken(text: string, column: number, replacement: (space: Space) => string | undefined): string {
  let written = ''
  let at = column
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index)
    const mayBreak = char === ' ' && text.charAt(index - 1) !== ' ' && at > BEST_WIDTH
    const instead = mayBreak ? replacement({ at: index, next: text.charAt(index + 1) }) : undefined
    written += instead ?? char
    at = instead === undefined ? at + 1 : instead.length - 1
  }
  return written
}
