import { isDeepStrictEqual } from 'node:util'
import { pythonStr } from '../python-text.ts'
import { member } from '../resolve-chain.ts'
import { argument, asList, FilterError, flagArgument, isRecord, type Filters } from './filter.ts'

export const listFilters: Filters = {
  sum: {
    keywords: ['attribute', 'start'],
    apply(value, args) {
      const attribute = argument(args, 0, 'attribute')
      const items = asList(value).map((item) => (typeof attribute === 'string' ? deep(item, attribute) : item))
      return items.reduce(add, argument(args, 1, 'start') ?? 0)
    },
  },
  unique: {
    keywords: ['case_sensitive', 'attribute'],
    apply(value, args) {
      const attribute = argument(args, 1, 'attribute')
      return distinct(asList(value), (item) => (typeof attribute === 'string' ? deep(item, attribute) : item))
    },
  },
  union: { apply: (value, args) => distinct([...asList(value), ...asList(args.positional[0])]) },
  intersect: { apply: (value, args) => distinct(asList(value).filter((item) => holds(args.positional[0], item))) },
  difference: { apply: (value, args) => distinct(asList(value).filter((item) => !holds(args.positional[0], item))) },
  symmetric_difference: {
    apply(value, args) {
      const other = asList(args.positional[0])
      return distinct([...asList(value), ...other].filter((item) => !(holds(value, item) && holds(other, item))))
    },
  },
  flatten: {
    keywords: ['levels', 'skip_nulls'],
    apply(value, args) {
      const levels = argument(args, 0, 'levels')
      const flat = flatten(asList(value), typeof levels === 'number' ? levels : Infinity)
      return flagArgument(args, 1, 'skip_nulls', true) ? flat.filter((item) => item !== null) : flat
    },
  },
  zip: {
    apply(value, args) {
      const lists = [value, ...args.positional].map(asList)
      const length = Math.min(...lists.map((list) => list.length))
      return Array.from({ length }, (_, index) => lists.map((list) => list[index]))
    },
  },
  product: {
    apply(value, args) {
      const lists = [value, ...args.positional].map(asList)
      return lists.reduce<readonly (readonly unknown[])[]>(
        (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
        [[]],
      )
    },
  },
  /** `keys | map('extract', container)`, or further in with a key or a list of keys. */
  extract: {
    keywords: ['container', 'morekeys'],
    apply(value, args) {
      const further = argument(args, 1, 'morekeys')
      const more: readonly unknown[] = further === undefined || further === null ? [] : [further].flat()
      return [value, ...more].reduce<unknown>(
        (container, key) => {
          const found = member(container, key)
          if (found === undefined) throw new FilterError(`there is no '${pythonStr(key)}' in what it extracts from`)
          return found
        },
        argument(args, 0, 'container'),
      )
    },
  },
}

export function holds(list: unknown, wanted: unknown): boolean {
  return asList(list).some((item) => isDeepStrictEqual(item, wanted))
}

function distinct(items: readonly unknown[], by: (item: unknown) => unknown = (item) => item): readonly unknown[] {
  const seen: unknown[] = []
  return items.filter((item) => {
    const key = by(item)
    if (seen.some((other) => isDeepStrictEqual(other, key))) return false
    seen.push(key)
    return true
  })
}

function flatten(items: readonly unknown[], levels: number): readonly unknown[] {
  return items.flatMap((item) => (Array.isArray(item) && levels > 0 ? flatten(item, levels - 1) : [item]))
}

function deep(item: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => member(value, /^\d+$/.test(name) ? Number(name) : name), item)
}

function add(total: unknown, item: unknown): unknown {
  if (typeof total === 'number' && typeof item === 'number') return total + item
  if (Array.isArray(total) && Array.isArray(item)) return [...(total as unknown[]), ...(item as unknown[])]
  if (isRecord(item) || typeof item === 'string') throw new FilterError('sum: expected numbers')
  return Number(total) + Number(item)
}
