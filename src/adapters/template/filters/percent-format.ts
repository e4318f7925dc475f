import { pythonRepr, pythonStr } from '../python-text.ts'
import { FilterError, isRecord, type CallArgs } from './filter.ts'
import { formatNumber } from './format-number.ts'

/** Python's `%` formatting: `%s`, `%r`, `%d`, `%05.2f`, `%x`, `%o`, `%e`, `%g`, `%%`, `%(name)s`. */
export function percentFormat(template: string, args: CallArgs): string {
  let next = 0
  return template.replace(/%(?:\(([^)]*)\))?([-0 +#]*)(\d*)(?:\.(\d+))?([sdiufFeEgGxXorc%])/g, (whole, ...parts) => {
    const [name, flags, width, precision, kind] = parts as (string | undefined)[]
    if (kind === '%') return '%'
    const positional = args.positional[next]
    const first = args.positional[0]
    const value = name === undefined ? positional : isRecord(first) ? first[name] : args.named[name]
    if (name === undefined) next++
    if (value === undefined) throw new FilterError(`nothing was given for '${whole}'`)
    const isText = 'src'.includes(kind ?? 's')
    const spelledOut = spelled(value, kind ?? 's', precision, flags ?? '')
    const text = flags?.includes('+') === true && !isText && !spelledOut.startsWith('-') ? `+${spelledOut}` : spelledOut
    const wide = Number(width ?? 0)
    if (flags?.includes('-') === true) return text.padEnd(wide)
    return flags?.includes('0') === true && !isText ? padNumber(text, wide) : text.padStart(wide)
  })
}

function spelled(value: unknown, kind: string, precision: string | undefined, flags: string): string {
  const places = precision === undefined ? undefined : Number(precision)
  if (kind === 'r') return pythonRepr(value).slice(0, places)
  if (kind === 's' || (kind === 'c' && typeof value === 'string')) return pythonStr(value).slice(0, places)
  const number = Number(value)
  if (typeof value === 'string' || value === null || Number.isNaN(number)) {
    throw new FilterError(`'%${kind}' needs a number`)
  }
  const shared = formatNumber(kind, number, places)
  if (shared !== undefined) return shared
  const text = Math.trunc(number).toString({ x: 16, X: 16, o: 8 }[kind] ?? 10)
  const prefix = flags.includes('#') ? ({ x: '0x', X: '0x', o: '0o' }[kind] ?? '') : ''
  return kind === 'X' ? `${prefix}${text}`.toUpperCase() : `${prefix}${text}`
}

function padNumber(text: string, width: number): string {
  return /^[-+]/.test(text) ? `${text.charAt(0)}${text.slice(1).padStart(width - 1, '0')}` : text.padStart(width, '0')
}
