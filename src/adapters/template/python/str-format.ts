import { PythonError } from './errors.ts'
import { formatNumber } from './format-number.ts'
import { floatText, pythonRepr, pythonStr } from './text.ts'
import { isFloat, isNumber, typeName, type CallArgs } from './values.ts'

const FIELD = /\{\{|\}\}|\{([^{}!:]*)(?:!([rsa]))?(?::((?:[^{}]|\{[^{}]*\})*))?\}|[{}]/g
const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su

/** Reads `.name` or `[key]` of a value in a field. */
export type ReadMember = (value: unknown, attribute: string | undefined, key: string | undefined) => unknown

/** Python's `str.format`: `{}`, `{0}`, `{name.part[0]!r:>10}`, with format specifications. */
export function strFormat(template: string, { positional, named }: CallArgs, readMember: ReadMember): string {
  let next = 0
  const lookUp = (field: string): unknown => {
    const [, first = '', rest = ''] = /^([^.[]*)([^]*)$/.exec(field) ?? []
    const isIndex = /^\d*$/.test(first)
    const index = first === '' ? next++ : Number(first)
    if (isIndex && index >= positional.length)
      throw new PythonError('Replacement index out of range for positional args tuple')
    if (!isIndex && !Object.hasOwn(named, first)) throw new PythonError(`KeyError: '${first}'`)
    return [...rest.matchAll(/\.(\w+)|\[([^\]]+)\]/g)].reduce<unknown>(
      (value, part) => readMember(value, part[1], part[2]),
      isIndex ? positional[index] : named[first],
    )
  }
  return template.replace(FIELD, (whole, field: string | undefined, conversion?: string, spec?: string) => {
    if (whole === '{' || whole === '}') throw new PythonError(`Single '${whole}' encountered in format string`)
    if (field === undefined) return whole.charAt(0)
    const value = lookUp(field)
    const filled = (spec ?? '').replace(/\{([^{}]*)\}/g, (_, inner: string) => pythonStr(lookUp(inner)))
    if (conversion !== undefined) return formatValue(conversion === 's' ? pythonStr(value) : pythonRepr(value), filled)
    return formatValue(value, filled)
  })
}

function formatValue(value: unknown, spec: string): string {
  if (spec === '') return pythonStr(value)
  const found = SPEC.exec(spec)
  if (found === null) throw new PythonError(`Invalid format specifier '${spec}'`)
  const [, fill, align, sign, alternate, zero, width, group, precision, kind] = found as readonly (string | undefined)[]
  const places = precision === undefined ? undefined : Number(precision)
  if (!isNumber(value) || (typeof value === 'boolean' && kind === undefined)) {
    if (kind !== undefined && kind !== 's') throw unknownCode(kind, value)
    const text = pythonStr(value)
    return padded(text.slice(0, places), Number(width ?? 0), align ?? '<', fill ?? ' ')
  }
  if (kind === 's') throw unknownCode(kind, value)
  const digits = spelled(value, kind, places, alternate !== undefined)
  const marked = digits.startsWith('-') ? digits : `${sign === '+' || sign === ' ' ? sign : ''}${digits}`
  const grouped = group === undefined ? marked : marked.replace(/\d(?=(?:\d{3})+(?:\D|$))(?<!\.\d*)/g, `$&${group}`)
  const isZero = zero !== undefined && align === undefined
  return padded(grouped, Number(width ?? 0), isZero ? '=' : (align ?? '>'), isZero ? '0' : (fill ?? ' '))
}

function unknownCode(kind: string, value: unknown): PythonError {
  return new PythonError(`Unknown format code '${kind}' for object of type '${typeName(value)}'`)
}

function spelled(value: unknown, kind: string | undefined, places: number | undefined, isAlternate: boolean): string {
  const number = Number(value)
  const radix = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10 }[kind ?? '']
  if (radix !== undefined) {
    if (isFloat(value)) throw unknownCode(kind ?? '', value)
    const size = (typeof value === 'bigint' ? value : BigInt(number)).toString(radix)
    const mark = isAlternate && radix !== 10 ? `0${(kind ?? '').toLowerCase()}` : ''
    const text = size.replace(/^-?/, (minus) => minus + mark)
    return kind === 'X' ? text.toUpperCase() : text
  }
  if (kind === '%') return `${(number * 100).toFixed(places ?? 6)}%`
  const shared = formatNumber(kind ?? '', number, places)
  if (shared !== undefined) return shared
  if (places !== undefined) return formatNumber('g', number, places) ?? ''
  return isFloat(value) ? floatText(number) : pythonStr(value)
}

function padded(text: string, width: number, align: string, fill: string): string {
  const missing = width - Array.from(text).length
  if (missing <= 0) return text
  if (align === '<') return text + fill.repeat(missing)
  if (align === '>') return fill.repeat(missing) + text
  if (align === '=') return text.replace(/^[-+ ]?/, (sign) => sign + fill.repeat(missing))
  const left = Math.floor(missing / 2)
  return fill.repeat(left) + text + fill.repeat(missing - left)
}
