import { contains, isEqual } from '../python/compare.ts'
import { defined } from '../python/errors.ts'
import { getItem } from '../python/members.ts'
import { tupleOf } from '../python/values.ts'
import { attributeReader, caseless } from './attribute.ts'
import { argument, asList, flagArgument, type Filters } from './filter.ts'

/** Ansible's filters of lists. */
export const listFilters: Filters = {
  unique: {
    keywords: ['case_sensitive', 'attribute'],
    apply(value, args) {
      const attribute = argument(args, 1, 'attribute')
      const read = attribute === undefined || attribute === null ? undefined : attributeReader(attribute)
      const fold = flagArgument(args, 0, 'case_sensitive') ? (item: unknown) => item : caseless
      return distinct(asList(value), (item) => fold(read === undefined ? item : defined(read(item))))
    },
  },
  union: { apply: (value, args) => distinct([...asList(value), ...asList(args.positional[0])]) },
  intersect: { apply: (value, args) => distinct(asList(value).filter((item) => contains(args.positional[0], item))) },
  difference: { apply: (value, args) => distinct(asList(value).filter((item) => !contains(args.positional[0], item))) },
  symmetric_difference: {
    apply(value, args) {
      const other = args.positional[0]
      const all = distinct([...asList(value), ...asList(other)])
      return all.filter((item) => !(contains(value, item) && contains(other, item)))
    },
  },
  flatten: {
    keywords: ['levels', 'skip_nulls'],
    apply(value, args) {
      const levels = argument(args, 0, 'levels')
      return flatten(
        asList(value),
        levels === undefined || levels === null ? Infinity : Number(levels),
        flagArgument(args, 1, 'skip_nulls', true),
      )
    },
  },
  zip: {
    keywords: ['strict'],
    apply(value, args) {
      const lists = [value, ...args.positional].map(asList)
      const length = Math.min(...lists.map((list) => list.length))
      return Array.from({ length }, (_, index) => tupleOf(lists.map((list) => list[index])))
    },
  },
  product: {
    keywords: ['repeat'],
    apply(value, args) {
      const given = [value, ...args.positional].map(asList)
      const lists = Array.from({ length: Number(argument(args, Infinity, 'repeat') ?? 1) }, () => given).flat()
      return lists
        .reduce<readonly (readonly unknown[])[]>(
          (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
          [[]],
        )
        .map(tupleOf)
    },
  },
  /** `keys | map('extract', container)`, or further in with a key or a list of keys. */
  extract: {
    keywords: ['container', 'morekeys'],
    takesUndefined: true,
    apply(value, args) {
      const further = argument(args, 1, 'morekeys')
      const more: readonly unknown[] = further === undefined || further === null ? [] : [further].flat()
      return [value, ...more].reduce<unknown>(getItem, defined(argument(args, 0, 'container')))
    },
  },
}

/** Without items that are the same by `by`. */
export function distinct(
  items: readonly unknown[],
  by: (item: unknown) => unknown = (item) => item,
): readonly unknown[] {
  const seen = new Set<unknown>()
  const others: unknown[] = []
  return items.filter((item) => {
    const key = by(defined(item))
    if (typeof key === 'string') return !seen.has(key) && Boolean(seen.add(key))
    if (others.some((other) => isEqual(other, key))) return false
    others.push(key)
    return true
  })
}

function flatten(items: readonly unknown[], levels: number, skipNulls: boolean): readonly unknown[] {
  return items.flatMap((item) => {
    if (skipNulls && (item === null || item === 'None' || item === 'null')) return []
    if (!Array.isArray(item)) return [item]
    return levels >= 1 ? flatten(item, levels - 1, skipNulls) : [item as unknown]
  })
}
