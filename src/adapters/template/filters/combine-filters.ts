import { pythonStr } from '../python/text.ts'
import { tupleOf } from '../python/values.ts'
import { argument, asList, FilterError, flagArgument, isRecord, textArgument, type Filters } from './filter.ts'
import { subelements } from './subelements.ts'

const MOST = 1_000_000

/** Filters that pair, choose and arrange. */
export const combineFilters: Filters = {
  zip_longest: {
    keywords: ['fillvalue'],
    apply(value, args) {
      const lists = [value, ...args.positional].map(asList)
      const fill = argument(args, Infinity, 'fillvalue') ?? null
      const length = Math.max(...lists.map((list) => list.length))
      return Array.from({ length }, (_, index) =>
        tupleOf(lists.map((list) => (index < list.length ? list[index] : fill))),
      )
    },
  },
  combinations: { apply: (value, args) => limited(combinations(asList(value), sizeOf(args.positional[0], value))) },
  permutations: {
    apply: (value, args) =>
      limited(permutations(asList(value), sizeOf(args.positional[0] ?? asList(value).length, value))),
  },
  subelements: {
    keywords: ['skip_missing'],
    apply: (value, args) => subelements(value, args.positional[0], flagArgument(args, 1, 'skip_missing')),
  },
  rekey_on_member: {
    keywords: ['duplicates'],
    apply(value, args) {
      const key = pythonStr(args.positional[0])
      const duplicates = textArgument(args, 1, 'duplicates', 'error')
      if (duplicates !== 'error' && duplicates !== 'overwrite') {
        throw new FilterError(`duplicates parameter to rekey_on_member has unknown value: ${duplicates}`)
      }
      const out: Record<string, unknown> = {}
      for (const map of membersOf(value)) {
        if (!isRecord(map)) throw new FilterError('List item is not a valid dict')
        if (!Object.hasOwn(map, key)) throw new FilterError(`Key ${key} was not found`)
        const name = pythonStr(map[key])
        if (Object.hasOwn(out, name) && duplicates === 'error') {
          throw new FilterError(`Key ${name} is not unique, cannot correctly turn into dict`)
        }
        out[name] = map
      }
      return out
    },
  },
}

function membersOf(value: unknown): readonly unknown[] {
  if (isRecord(value)) return Object.values(value)
  if (Array.isArray(value)) return value
  throw new FilterError('Type is not a valid list, set, or dict')
}

function sizeOf(size: unknown, value: unknown): number {
  if (typeof size !== 'number') {
    throw new FilterError(`missing required argument 'r' (pos 2): a size, up to ${asList(value).length}`)
  }
  return size
}

function* combinations(items: readonly unknown[], size: number, from = 0): Generator<readonly unknown[]> {
  if (size === 0) yield []
  if (size <= 0) return
  for (let index = from; index <= items.length - size; index++) {
    for (const rest of combinations(items, size - 1, index + 1)) yield [items[index], ...rest]
  }
}

function* permutations(items: readonly unknown[], size: number): Generator<readonly unknown[]> {
  if (size === 0) yield []
  if (size <= 0 || size > items.length) return
  for (const [index, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(index, 1), size - 1)) yield [item, ...rest]
  }
}

function limited(rows: Iterable<readonly unknown[]>): readonly (readonly unknown[])[] {
  const out: (readonly unknown[])[] = []
  for (const row of rows) {
    if (out.push(tupleOf(row)) > MOST) throw new FilterError('there are more than a million of them')
  }
  return out
}
