import { pythonStr } from '../python/text.ts'
import { argument, asList, type CallArgs, FilterError, flagArgument, textArgument, type Filters } from './filter.ts'
import { isNumber, toFloat, typeName } from '../python/values.ts'
import { pythonRandom } from './python-random.ts'
import { randomInt } from 'node:crypto'

/** Numbers, sizes and chance. */
export const mathFilters: Filters = {
  log: {
    keywords: ['base'],
    apply(value, args) {
      const base = argument(args, 0, 'base')
      const number = numberOf(value, 'log')
      if (number <= 0) throw new FilterError('log() can only be used on numbers: math domain error')
      if (base === undefined) return toFloat(Math.log(number))
      if (base === 10) return toFloat(Math.log10(number))
      return toFloat(Math.log(number) / Math.log(numberOf(base, 'log')))
    },
  },
  pow: { apply: (value, args) => toFloat(numberOf(value, 'pow') ** numberOf(args.positional[0], 'pow')) },
  root: {
    keywords: ['base'],
    apply(value, args) {
      const base = numberOf(argument(args, 0, 'base') ?? 2, 'root')
      const number = numberOf(value, 'root')
      if (base === 2 && number < 0) throw new FilterError('root() can only be used on numbers: math domain error')
      if (base === 0) throw new FilterError('float division by zero')
      return toFloat(base === 2 ? Math.sqrt(number) : number ** (1 / base))
    },
  },
  human_readable: {
    keywords: ['isbits', 'unit'],
    apply: (value, args) =>
      humanReadable(sizeToRead(value), flagArgument(args, 0, 'isbits'), textArgument(args, 1, 'unit')),
  },
  human_to_bytes: {
    keywords: ['default_unit', 'isbits'],
    apply: (value, args) =>
      humanToBytes(pythonStr(value), textArgument(args, 0, 'default_unit'), flagArgument(args, 1, 'isbits')),
  },
  /** A number below the value, or one of its items; the same for the same `seed`, as in Ansible. */
  random: {
    keywords: ['start', 'step', 'seed'],
    apply(value, args) {
      const seed = argument(args, 2, 'seed')
      const seeded = seed === undefined || seed === null ? undefined : pythonRandom(seedOf(seed))
      const below = (count: number): number => seeded?.below(count) ?? randomInt(count)
      if (typeof value !== 'number') {
        if (isGiven(args, 0, 'start') || isGiven(args, 1, 'step')) {
          throw new FilterError('start and step can only be used with integer values')
        }
        if (value === null || typeof value === 'boolean') {
          throw new FilterError('random can only be used on sequences and integers')
        }
        const items = asList(value)
        if (items.length === 0) throw new FilterError('Cannot choose from an empty sequence')
        return items[below(items.length)]
      }
      const start = numberOf(argument(args, 0, 'start') ?? 0, 'random')
      const step = numberOf(argument(args, 1, 'step') ?? 1, 'random')
      const count = Math.ceil((value - start) / step)
      if (!(count > 0)) throw new FilterError(`empty range for randrange() (${start}, ${value}, ${value - start})`)
      return start + step * below(count)
    },
  },
  shuffle: {
    keywords: ['seed'],
    apply(value, args) {
      const seed = argument(args, 0, 'seed') ?? randomInt(2 ** 40)
      return pythonRandom(seedOf(seed)).shuffle(asList(value))
    },
  },
}

function seedOf(seed: unknown): string | number {
  return typeof seed === 'number' ? seed : pythonStr(seed)
}

function isGiven(args: CallArgs, index: number, name: string): boolean {
  const value = argument(args, index, name)
  return value !== undefined && value !== null
}

function numberOf(value: unknown, filter: string): number {
  if (isNumber(value)) return Number(value)
  throw new FilterError(`${filter}() can only be used on numbers: must be real number, not ${typeName(value)}`)
}

function sizeToRead(value: unknown): number {
  if (isNumber(value)) return Number(value)
  throw new FilterError(
    `human_readable() failed on bad input: '>=' not supported between instances of '${typeName(value)}' and 'int'`,
  )
}

const UNITS = ['B', 'K', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']

function humanReadable(size: number, isBits: boolean, unit: string): string {
  const base = isBits ? 'bits' : 'Bytes'
  const wanted = UNITS.indexOf(unit.toUpperCase())
  const fitting = UNITS.findLastIndex((_, power) => size >= 1024 ** power)
  const power = Math.max(0, unit === '' ? fitting : wanted)
  return `${(size / 1024 ** power).toFixed(2)} ${power === 0 ? base : `${UNITS[power] ?? ''}${base.charAt(0)}`}`
}

/** `MB` counts bytes and `Mb` bits: each is refused where the other is asked for. */
function humanToBytes(text: string, defaultUnit: string, isBits: boolean): number {
  const found = /^\s*(\d*\.?\d*)\s*([A-Za-z]+)?/.exec(text)
  const size = Number(found?.[1] === '' ? Number.NaN : found?.[1])
  if (Number.isNaN(size)) throw new FilterError(`human_to_bytes() can't interpret following string: ${text}`)
  const unit = found?.[2] ?? defaultUnit
  if (unit === '') return Math.round(size)
  const power = UNITS.indexOf(unit.charAt(0).toUpperCase())
  const [mark, word] = isBits ? ['b', 'bit'] : ['B', 'byte']
  const failed = `human_to_bytes() can't interpret following string: ${text}`
  if (power < 0) {
    throw new FilterError(`${failed} (unit = ${unit}). The suffix must be one of ${UNITS.toReversed().join(', ')}`)
  }
  if (unit.length > 1 && !unit.toLowerCase().includes(word) && unit.charAt(1) !== mark) {
    throw new FilterError(`${failed}. Value is not a valid string (expect ${unit.charAt(0).toUpperCase()}${mark})`)
  }
  return Math.round(size * 1024 ** power)
}
