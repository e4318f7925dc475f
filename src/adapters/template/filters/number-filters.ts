import { negate } from '../python/arithmetic.ts'
import { order } from '../python/compare.ts'
import { pythonStr } from '../python/text.ts'
import { Float, isFloat, isInt, isNumber, toFloat, toInt } from '../python/values.ts'
import { argument, FilterError, numberArgument, plain, textArgument, type Filters } from './filter.ts'

const TRUE_WORDS: ReadonlySet<string> = new Set(['yes', 'on', '1', 'true'])

export const numberFilters: Filters = {
  int: {
    keywords: ['default', 'base'],
    apply(value, args) {
      const fallback = argument(args, 0, 'default')
      return wholeNumber(value, numberArgument(args, 1, 'base', 10)) ?? (fallback === undefined ? 0 : fallback)
    },
  },
  /** Ansible's: None stays None, and what is no word for true is false. */
  bool: plain((value) => {
    if (value === null || typeof value === 'boolean') return value
    if (isNumber(value)) return Number(value) === 1
    return typeof value === 'string' && TRUE_WORDS.has(value.toLowerCase())
  }),
  float: {
    keywords: ['default'],
    apply(value, args) {
      const number = realNumber(value)
      if (number !== undefined) return toFloat(number)
      const fallback = argument(args, 0, 'default')
      return fallback === undefined ? new Float(0) : fallback
    },
  },
  abs: plain((value) => {
    if (!isNumber(value)) throw new FilterError('bad operand type for abs(): it needs a number')
    if (isFloat(value)) return toFloat(Math.abs(Number(value)))
    return order(value, 0) < 0 ? negate(value) : toInt(BigInt(Number(value)))
  }),
  round: {
    keywords: ['precision', 'method'],
    apply(value, args) {
      const precision = numberArgument(args, 0, 'precision', 0)
      const method = textArgument(args, 1, 'method', 'common')
      if (!isNumber(value)) throw new FilterError("type str doesn't define __round__ method")
      if (method === 'common') return common(value, precision)
      if (method !== 'ceil' && method !== 'floor') throw new FilterError('method must be common, ceil or floor')
      const scale = 10 ** precision
      return toFloat(Math[method](Number(value) * scale) / scale)
    },
  },
}

/** Python's `round`: exact halves go to the even neighbour, and whole numbers stay whole. */
function common(value: number | bigint | boolean | Float, precision: number): unknown {
  if (isInt(value) && precision >= 0) return value
  const number = Number(value)
  if (!Number.isFinite(number)) return number
  if (precision <= 0) return toFloat(roundHalfEven(number * 10 ** precision) / 10 ** precision)
  const text = number.toFixed(Math.min(100, precision))
  return toFloat(isHalf(number, precision) ? roundHalfEven(number * 10 ** precision) / 10 ** precision : Number(text))
}

/** Whether the number lies exactly in the middle, which it does only where its last binary place says so. */
function isHalf(number: number, precision: number): boolean {
  const exact = number.toFixed(Math.min(100, precision + 30))
  return /^5?0*$/.test(exact.slice(exact.indexOf('.') + 1 + precision))
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}

function realNumber(value: unknown): number | undefined {
  if (isNumber(value)) return Number(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim().replaceAll(/(?<=\d)_(?=\d)/g, '')
  if (/^[+-]?(inf|infinity)$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  if (/^[+-]?nan$/i.test(text)) return Number.NaN
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined
}

function wholeNumber(value: unknown, base: number): number | bigint | undefined {
  if (isInt(value)) return value
  if (typeof value !== 'string') {
    const number = realNumber(value)
    return number === undefined || !Number.isFinite(number) ? undefined : toInt(BigInt(Math.trunc(number)))
  }
  const whole = parseWhole(value, base)
  if (whole !== undefined) return whole
  const number = realNumber(value)
  return number === undefined || !Number.isFinite(number) ? undefined : toInt(BigInt(Math.trunc(number)))
}

const PREFIXES: Readonly<Record<number, string>> = { 16: '0x', 8: '0o', 2: '0b' }
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'

/** Python's `int(text, base)`; base 0 goes by the prefix. */
function parseWhole(value: string, given: number): number | bigint | undefined {
  const [, sign = '', rest = ''] = /^([+-]?)([^]*)$/.exec(pythonStr(value).trim().toLowerCase()) ?? []
  const prefixed = Object.entries(PREFIXES).find(
    ([base, prefix]) => rest.startsWith(prefix) && (given === 0 || given === Number(base)),
  )
  const base = given === 0 ? Number(prefixed?.[0] ?? 10) : given
  const digits = (prefixed === undefined ? rest : rest.slice(2)).replaceAll(/(?<=\w)_(?=\w)/g, '')
  if (digits === '' || !Array.from(digits).every((digit) => DIGITS.slice(0, base).includes(digit))) return undefined
  const size = Array.from(digits).reduce((total, digit) => total * BigInt(base) + BigInt(DIGITS.indexOf(digit)), 0n)
  return toInt(sign === '-' ? -size : size)
}
