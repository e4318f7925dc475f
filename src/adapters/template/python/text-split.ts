import { PythonError } from './errors.ts'
import { pythonStr } from './text.ts'

/** At each run of blanks, without empty parts. */
export function splitAll(text: string): string[] {
  return text.split(/\s+/).filter((part) => part !== '')
}

/** Python's `split` and `rsplit`: at blanks where there is no separator, at most `limit` times where it is not negative. */
export function splitLimited(text: string, separator: unknown, limit: number, fromRight = false): string[] {
  if (separator === undefined || separator === null) return splitBlanks(text, limit, fromRight)
  const mark = pythonStr(separator)
  if (mark === '') throw new PythonError('empty separator')
  const parts = text.split(mark)
  if (limit < 0 || parts.length <= limit + 1) return parts
  if (!fromRight) return [...parts.slice(0, limit), parts.slice(limit).join(mark)]
  const cut = parts.length - limit
  return [parts.slice(0, cut).join(mark), ...parts.slice(cut)]
}

function splitBlanks(text: string, limit: number, fromRight: boolean): string[] {
  const parts = splitAll(text)
  if (limit < 0 || parts.length <= limit) return parts
  if (fromRight) {
    const rest = new RegExp(`^\\s*([^]*?)${'\\s+\\S+'.repeat(limit)}\\s*$`).exec(text)?.[1]
    return [...(rest === undefined || rest === '' ? [] : [rest.trimEnd()]), ...parts.slice(parts.length - limit)]
  }
  const rest = new RegExp(`^\\s*${'\\S+\\s+'.repeat(limit)}([^]*)$`).exec(text)?.[1]
  return [...parts.slice(0, limit), ...(rest === undefined || rest === '' ? [] : [rest.trimEnd()])]
}

export function splitLines(text: string, keepEnds: boolean): string[] {
  const lines = text.match(/[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)/g) ?? []
  const all = lines.at(-1) === '' ? lines.slice(0, -1) : lines
  return all.map((line) => (keepEnds ? line : line.replace(/\r\n$|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]$/, '')))
}

/** Without the given letters, or blanks, at its ends. */
export function strip(text: string, letters: unknown, side: 'left' | 'right' | 'both'): string {
  const set = letters === undefined || letters === null ? undefined : new Set(pythonStr(letters))
  const isGone = (char: string) => set?.has(char) ?? /\s/.test(char)
  const chars = Array.from(text)
  let [from, to] = [0, chars.length]
  if (side !== 'right') while (from < to && isGone(chars[from] ?? '')) from++
  if (side !== 'left') while (to > from && isGone(chars[to - 1] ?? '')) to--
  return chars.slice(from, to).join('')
}
