import { defined } from './errors.ts'
import { Callable, Float, Instance, isDict, Tuple, Undefined } from './values.ts'

/** How Python spells a value inside other text: `True`, `['a', 'b']`; None is nothing (Ansible's finalize). */
export function pythonText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return pythonStr(value)
}

/** Python's `str()`: as `pythonText`, but None is `None`. */
export function pythonStr(value: unknown): string {
  if (typeof value === 'string') return value
  return value instanceof Instance ? value.text() : pythonRepr(value)
}

export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : floatText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return quoted(value)
  if (value instanceof Float) return floatText(value.value)
  if (value instanceof Tuple) return `(${value.map(pythonRepr).join(', ')}${value.length === 1 ? ',' : ''})`
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`
  if (isDict(value)) {
    const entries = Object.entries(value).map(([key, item]) => `${quoted(key)}: ${pythonRepr(item)}`)
    return `{${entries.join(', ')}}`
  }
  if (value instanceof Instance) return value.text()
  if (defined(value) instanceof Undefined) return ''
  if (value instanceof Callable) return `<function ${value.name}>`
  return typeof value
}

/** Python's shortest spelling: always with a point or an exponent. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (Object.is(value, -0)) return '-0.0'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  }
  const text = String(value)
  return text.includes('.') ? text : `${text}.0`
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

/** What Python's `repr` does not print as it is: everything but letters, marks, numbers, symbols and the blank. */
const UNPRINTABLE = /[\\\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'"
  const escaped = text.replace(UNPRINTABLE, (char) => ESCAPES[char] ?? hexEscape(char.codePointAt(0) ?? 0))
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`
}

function hexEscape(code: number): string {
  const hex = code.toString(16)
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
