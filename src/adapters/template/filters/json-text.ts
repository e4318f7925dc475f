import { PythonError } from '../python/errors.ts'
import { floatText, pythonStr } from '../python/text.ts'
import { Float, Instance, isDict } from '../python/values.ts'

export interface JsonLayout {
  /** What a level is moved in by; absent for all on one line. */
  readonly indent?: string
  readonly sortKeys: boolean
  readonly ensureAscii: boolean
  readonly itemSeparator: string
  readonly keySeparator: string
}

/** Python's `json.dumps`. */
export function jsonText(value: unknown, layout: JsonLayout): string {
  return written(value, layout, '\n')
}

function written(value: unknown, layout: JsonLayout, newline: string): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'number' || value instanceof Float) return numberText(value)
  if (typeof value === 'string') return quoted(value, layout.ensureAscii)
  if (Array.isArray(value)) {
    return bracketed(['[', ']'], value, layout, newline, (item, inner) => written(item, layout, inner))
  }
  if (isDict(value)) {
    const entries = Object.entries(value)
    if (layout.sortKeys) entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return bracketed(['{', '}'], entries, layout, newline, ([key, item], inner) => {
      return `${quoted(key, layout.ensureAscii)}${layout.keySeparator}${written(item, layout, inner)}`
    })
  }
  if (value instanceof Instance) return quoted(pythonStr(value).replace(' ', 'T'), layout.ensureAscii)
  if (typeof value === 'object') return JSON.stringify(value)
  throw new PythonError(`Object of type ${typeof value} is not JSON serializable`)
}

function bracketed<T>(
  [open, close]: readonly [string, string],
  items: readonly T[],
  { indent, itemSeparator }: JsonLayout,
  newline: string,
  write: (item: T, newline: string) => string,
): string {
  if (items.length === 0) return open + close
  if (indent === undefined) return `${open}${items.map((item) => write(item, newline)).join(itemSeparator)}${close}`
  const inner = newline + indent
  return `${open}${inner}${items.map((item) => write(item, inner)).join(itemSeparator + inner)}${newline}${close}`
}

function numberText(value: number | Float): string {
  const number = Number(value)
  if (Number.isNaN(number)) return 'NaN'
  if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '-Infinity'
  return value instanceof Float || !Number.isSafeInteger(number) ? floatText(number) : String(number)
}

function quoted(text: string, ensureAscii: boolean): string {
  const json = JSON.stringify(text)
  if (!ensureAscii) return json
  return json.replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
