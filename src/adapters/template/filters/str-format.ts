import { pythonRepr, pythonStr } from '../python-text.ts'
import { member } from '../resolve-chain.ts'
import { FilterError, isRecord } from './filter.ts'
import { formatNumber } from './format-number.ts'

const FIELD = /\{\{|\}\}|\{([^{}!:]*)(?:!([rsa]))?(?::((?:[^{}]|\{[^{}]*\})*))?\}/g
const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su

/** Python's `str.format`: `{}`, `{0}`, `{name.part[0]!r:>10}`, with format specifications. */
export function strFormat(template: string, args: readonly unknown[]): string {
  let next = 0
  const lookUp = (field: string): unknown => {
    const [, first = '', rest = ''] = /^(\w*)([^]*)$/.exec(field) ?? []
    const start = /^\d*$/.test(first) ? args[first === '' ? next++ : Number(first)] : named(args, first)
    const parts = [...rest.matchAll(/\.(\w+)|\[([^\]]+)\]/g)].map((part) => part[1] ?? part[2] ?? '')
    const found = parts.reduce((value, part) => member(value, /^\d+$/.test(part) ? Number(part) : part), start)
    if (found === undefined) throw new FilterError(`nothing was given for '{${field}}'`)
    return found
  }
  return template.replace(FIELD, (whole, field: string | undefined, conversion?: string, spec?: string) => {
    if (field === undefined) return whole.charAt(0)
    const value = lookUp(field)
    const filled = (spec ?? '').replace(/\{([^{}]*)\}/g, (_, inner: string) => pythonStr(lookUp(inner)))
    if (conversion !== undefined) return formatValue(conversion === 's' ? pythonStr(value) : pythonRepr(value), filled)
    return formatValue(value, filled)
  })
}

function named(args: readonly unknown[], name: string): unknown {
  const last = args.at(-1)
  return isRecord(last) ? last[name] : undefined
}

function formatValue(value: unknown, spec: string): string {
  if (spec === '') return pythonStr(value)
  const found = SPEC.exec(spec)
  if (found === null) throw new FilterError(`'${spec}' is not a format specification`)
  const [, fill, align, sign, alternate, zero, width, group, precision, kind] = found as readonly (string | undefined)[]
  const places = precision === undefined ? undefined : Number(precision)
  const isNumber =
    typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'boolean' && kind !== 's')
  if (!isNumber) {
    if (kind !== undefined && kind !== 's') throw new FilterError(`'{:${spec}}' needs a number`)
    const text = pythonStr(value)
    return padded(places === undefined ? text : text.slice(0, places), Number(width ?? 0), align ?? '<', fill ?? ' ')
  }
  const digits = spelled(value, kind, places, alternate !== undefined)
  const marked = digits.startsWith('-') ? digits : `${sign === '+' || sign === ' ' ? sign : ''}${digits}`
  const grouped = group === undefined ? marked : marked.replace(/\d(?=(?:\d{3})+(?:\D|$))(?<!\.\d*)/g, `$&${group}`)
  const isZero = zero !== undefined && align === undefined
  return padded(grouped, Number(width ?? 0), isZero ? '=' : (align ?? '>'), isZero ? '0' : (fill ?? ' '))
}

function spelled(
  value: number | bigint | boolean,
  kind: string | undefined,
  places: number | undefined,
  isAlternate: boolean,
): string {
  const number = Number(value)
  const radix = { b: 2, o: 8, x: 16, X: 16 }[kind ?? '']
  if (radix !== undefined) {
    const size = (typeof value === 'bigint' ? value : BigInt(number)).toString(radix)
    const text = isAlternate ? size.replace(/^-?/, (minus) => `${minus}0${(kind ?? '').toLowerCase()}`) : size
    return kind === 'X' ? text.toUpperCase() : text
  }
  if (kind === '%') return `${(number * 100).toFixed(places ?? 6)}%`
  const shared = formatNumber(kind ?? '', number, places)
  if (shared !== undefined) return shared
  if (places !== undefined) return String(Number(number.toPrecision(places)))
  return typeof value === 'bigint' ? String(value) : pythonStr(number)
}

function padded(text: string, width: number, align: string, fill: string): string {
  const missing = width - text.length
  if (missing <= 0) return text
  if (align === '<') return text + fill.repeat(missing)
  if (align === '>') return fill.repeat(missing) + text
  if (align === '=') return text.replace(/^[-+ ]?/, (sign) => sign + fill.repeat(missing))
  const left = Math.floor(missing / 2)
  return fill.repeat(left) + text + fill.repeat(missing - left)
}
