import { pythonStr } from '../python/text.ts'
import { argument, asList, FilterError, flagArgument, textArgument, type Filters } from './filter.ts'
import { pythonRandom } from './python-random.ts'
import { randomInt } from 'node:crypto'

/** Numbers, sizes and chance. */
export const mathFilters: Filters = {
  log: {
    keywords: ['base'],
    apply(value, args) {
      const base = argument(args, 0, 'base')
      if (base === undefined) return Math.log(numberOf(value))
      return base === 10 ? Math.log10(numberOf(value)) : Math.log(numberOf(value)) / Math.log(numberOf(base))
    },
  },
  pow: { apply: (value, args) => numberOf(value) ** numberOf(args.positional[0]) },
  root: {
    keywords: ['base'],
    apply: (value, args) => numberOf(value) ** (1 / numberOf(argument(args, 0, 'base') ?? 2)),
  },
  human_readable: {
    keywords: ['isbits', 'unit'],
    apply: (value, args) =>
      humanReadable(numberOf(value), flagArgument(args, 0, 'isbits'), textArgument(args, 1, 'unit')),
  },
  human_to_bytes: {
    keywords: ['default_unit', 'isbits'],
    apply: (value, args) => humanToBytes(pythonStr(value), textArgument(args, 0, 'default_unit')),
  },
  /** A number below the value, or one of its items; the same for the same `seed`, as in Ansible. */
  random: {
    keywords: ['start', 'step', 'seed'],
    apply(value, args) {
      const seed = argument(args, 2, 'seed')
      const seeded = seed === undefined || seed === null ? undefined : pythonRandom(seedOf(seed))
      const below = (count: number): number => seeded?.below(count) ?? randomInt(count)
      if (typeof value !== 'number') {
        const items = asList(value)
        if (items.length === 0) throw new FilterError('random: there is nothing to choose from')
        return items[below(items.length)]
      }
      const start = numberOf(argument(args, 0, 'start') ?? 0)
      const step = numberOf(argument(args, 1, 'step') ?? 1)
      const count = Math.ceil((value - start) / step)
      if (!(count > 0)) throw new FilterError(`random: there is no number from ${start} to below ${value}`)
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

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint' || typeof value === 'boolean') return Number(value)
  throw new FilterError('it needs a number')
}

const UNITS = ['', 'K', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y']

function humanReadable(size: number, isBits: boolean, unit: string): string {
  const base = isBits ? 'bits' : 'Bytes'
  const wanted = UNITS.indexOf(unit.charAt(0).toUpperCase())
  const fitting = UNITS.findLastIndex((_, power) => size >= 1024 ** power)
  const power = unit === '' ? Math.max(0, fitting) : Math.max(0, wanted)
  const suffix = power === 0 ? base : `${UNITS[power] ?? ''}${isBits ? 'b' : 'B'}`
  return `${(size / 1024 ** power).toFixed(2)} ${suffix}`
}

function humanToBytes(text: string, defaultUnit: string): number {
  const found = /^\s*([\d.]+)\s*([a-zA-Z]*)\s*$/.exec(text)
  const unit = found?.[2] === '' ? defaultUnit : (found?.[2] ?? '')
  const power = UNITS.indexOf(/^b(ytes?|its?)?$/i.test(unit) ? '' : unit.charAt(0).toUpperCase())
  if (found === null || power < 0) throw new FilterError(`human_to_bytes: '${text}' is not a size such as 10 MB`)
  return Math.round(Number(found[1]) * 1024 ** power)
}
