import { pythonStr } from '../python-text.ts'
import { argument, plain, textArgument, type Filters } from './filter.ts'

const TRUE_WORDS: ReadonlySet<string> = new Set(['yes', 'on', '1', 'true', 't', 'y'])

export const numberFilters: Filters = {
  int: {
    keywords: ['default', 'base'],
    apply(value, args) {
      const fallback = argument(args, 0, 'default') ?? 0
      const base = Number(argument(args, 1, 'base') ?? 10)
      return toInt(value, base) ?? fallback
    },
  },
  bool: plain((value) => {
    if (value === null || typeof value === 'boolean') return value
    return TRUE_WORDS.has(pythonStr(value).toLowerCase().trim())
  }),
  __float: {
    keywords: ['default'],
    apply(value, args) {
      const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
      return Number.isNaN(number) || value === null ? (argument(args, 0, 'default') ?? 0) : number
    },
  },
  __round: {
    keywords: ['precision', 'method'],
    apply(value, args) {
      const scale = 10 ** Number(argument(args, 0, 'precision') ?? 0)
      const scaled = Number(value) * scale
      const method = textArgument(args, 1, 'method', 'common')
      if (method === 'ceil') return Math.ceil(scaled) / scale
      if (method === 'floor') return Math.floor(scaled) / scale
      return roundHalfEven(scaled) / scale
    },
  },
}

function toInt(value: unknown, base: number): number | bigint | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined
  if (typeof value !== 'string') return undefined
  const text = value.trim().replaceAll('_', '')
  if (base === 10) return /^[+-]?\d+$/.test(text) ? exact(text) : decimal(text)
  const digits = text.replace(base === 16 ? /^([+-]?)0[xX]/ : base === 8 ? /^([+-]?)0[oO]/ : /^([+-]?)0[bB]/, '$1')
  const number = Number.parseInt(digits, base)
  return Number.isNaN(number) || !/^[+-]?[0-9a-zA-Z]+$/.test(digits) ? undefined : number
}

function exact(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

function decimal(text: string): number | undefined {
  const number = text === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) && /^[+-]?[\d.]+([eE][+-]?\d+)?$/.test(text) ? Math.trunc(number) : undefined
}

/** Python's rounding: a half goes to the even neighbour. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  if (value - floor !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
