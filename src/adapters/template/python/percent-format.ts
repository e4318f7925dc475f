import { defined, PythonError } from './errors.ts'
import { formatNumber } from './format-number.ts'
import { pythonRepr, pythonStr } from './text.ts'
import { isDict, isNumber, Tuple, typeName } from './values.ts'

const FIELD = /%(?:\(([^)]*)\))?([-0 +#]*)(\d+|\*)?(?:\.(\d+))?([a-zA-Z%])?/g

/** Python's `%` on text: `%s`, `%r`, `%d`, `%05.2f`, `%x`, `%o`, `%e`, `%g`, `%c`, `%%`, `%(name)s`. */
export function formatPercent(template: string, operand: unknown): string {
  const given = operand instanceof Tuple ? operand : undefined
  const named = isDict(operand) ? operand : undefined
  let used = 0
  const next = (): unknown => {
    const items: readonly unknown[] = given ?? [operand]
    if (used >= items.length) throw new PythonError('not enough arguments for format string')
    return items[used++]
  }
  const text = template.replace(FIELD, (_whole, ...parts) => {
    const [name, flags = '', width, precision, kind] = parts as (string | undefined)[]
    if (kind === '%') return '%'
    if (kind === undefined) throw new PythonError('incomplete format')
    const wide = width === '*' ? Number(next()) : Number(width ?? 0)
    const value = name === undefined ? next() : memberOf(named, name)
    return laidOut(spelled(defined(value), kind, precision, flags), wide, flags, 'src'.includes(kind))
  })
  if (given !== undefined ? used < given.length : used === 0 && named === undefined && !Array.isArray(operand)) {
    throw new PythonError('not all arguments converted during string formatting')
  }
  return text
}

function memberOf(named: Readonly<Record<string, unknown>> | undefined, name: string): unknown {
  if (named === undefined) throw new PythonError('format requires a mapping')
  if (!Object.hasOwn(named, name)) throw new PythonError(`KeyError: '${name}'`)
  return named[name]
}

function laidOut(text: string, width: number, flags: string, isText: boolean): string {
  const signed = !isText && !text.startsWith('-') ? (/[+ ]/.exec(flags)?.[0] ?? '') + text : text
  if (flags.includes('-')) return signed.padEnd(width)
  if (!flags.includes('0') || isText) return signed.padStart(width)
  return /^[-+ ]/.test(signed)
    ? `${signed.charAt(0)}${signed.slice(1).padStart(width - 1, '0')}`
    : signed.padStart(width, '0')
}

function spelled(value: unknown, kind: string, precision: string | undefined, flags: string): string {
  const places = precision === undefined ? undefined : Number(precision)
  if (kind === 's') return pythonStr(value).slice(0, places)
  if (kind === 'r' || kind === 'a') return pythonRepr(value).slice(0, places)
  if (kind === 'c' && typeof value === 'string') return value
  if (!'diufFeEgGxXoc'.includes(kind)) throw new PythonError(`unsupported format character '${kind}'`)
  if (!isNumber(value)) {
    throw new PythonError(
      'diu'.includes(kind)
        ? `%${kind} format: a real number is required, not ${typeName(value)}`
        : 'must be real number, not str',
    )
  }
  const shared = formatNumber(kind, Number(value), places)
  if (shared !== undefined) return shared
  const whole = typeof value === 'bigint' ? value : BigInt(Math.trunc(Number(value)))
  const radix = { x: 16, X: 16, o: 8 }[kind] ?? 10
  const prefix = flags.includes('#') ? ({ x: '0x', X: '0x', o: '0o' }[kind] ?? '') : ''
  const text = whole.toString(radix).replace(/^-?/, (minus) => minus + prefix)
  return kind === 'X' ? text.toUpperCase() : text
}
