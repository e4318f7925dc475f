import { isEqual, order } from '../python/compare.ts'
import { defined } from '../python/errors.ts'
import { operate } from '../python/arithmetic.ts'
import { lengthOf } from '../python/sequence.ts'
import { pythonStr } from '../python/text.ts'
import { isDict, namedTuple, tupleOf, Undefined } from '../python/values.ts'
import { attributeReader, attributesReader, caseless } from './attribute.ts'
import {
  argument,
  asList,
  asMap,
  FilterError,
  flagArgument,
  numberArgument,
  plain,
  textArgument,
  type CallArgs,
  type Filter,
  type Filters,
} from './filter.ts'

/** Jinja2's own filters of lists. */
export const sequenceFilters: Filters = {
  list: plain((value) => [...asList(value)]),
  length: plain(lengthOf),
  count: plain(lengthOf),
  first: plain((value) => firstOf(asList(value), 'first')),
  last: plain((value) => firstOf(asList(value).toReversed(), 'last')),
  reverse: plain((value) =>
    typeof value === 'string' ? Array.from(value).reverse().join('') : asList(value).toReversed(),
  ),
  min: extreme('min'),
  max: extreme('max'),
  sum: {
    keywords: ['attribute', 'start'],
    apply(value, args) {
      const attribute = argument(args, 0, 'attribute')
      const read = attribute === undefined || attribute === null ? undefined : attributeReader(attribute)
      const items = read === undefined ? asList(value) : asList(value).map(read)
      return items.reduce((total, item) => operate('+', total, item), argument(args, 1, 'start') ?? 0)
    },
  },
  join: {
    keywords: ['d', 'attribute'],
    apply(value, args) {
      const attribute = argument(args, 1, 'attribute')
      const read = attribute === undefined || attribute === null ? undefined : attributeReader(attribute)
      const items = asList(value).map((item) => pythonStr(defined(read === undefined ? item : read(item))))
      return items.join(textArgument(args, 0, 'd'))
    },
  },
  sort: {
    keywords: ['reverse', 'case_sensitive', 'attribute'],
    apply(value, args) {
      const attribute = argument(args, 2, 'attribute')
      const read =
        attribute === undefined || attribute === null ? (item: unknown) => [item] : attributesReader(attribute)
      const fold = flagArgument(args, 1, 'case_sensitive') ? (part: unknown) => part : caseless
      return sortedBy(asList(value), (item) => read(item).map(fold), flagArgument(args, 0, 'reverse'))
    },
  },
  dictsort: {
    keywords: ['case_sensitive', 'by', 'reverse'],
    apply(value, args) {
      const by = textArgument(args, 1, 'by', 'key')
      if (by !== 'key' && by !== 'value') throw new FilterError('You can only sort by either "key" or "value"')
      const fold = flagArgument(args, 0, 'case_sensitive') ? (part: unknown) => part : caseless
      const entries = Object.entries(asMap(value)).map(tupleOf)
      return sortedBy(entries, (entry) => [fold(entry[by === 'key' ? 0 : 1])], flagArgument(args, 2, 'reverse'))
    },
  },
  groupby: {
    keywords: ['attribute', 'default', 'case_sensitive'],
    apply(value, args) {
      const read = attributeReader(argument(args, 0, 'attribute'), argument(args, 1, 'default'))
      const fold = flagArgument(args, 2, 'case_sensitive') ? (part: unknown) => part : caseless
      const groups: { key: unknown; shown: unknown; items: unknown[] }[] = []
      for (const item of asList(value)) {
        const shown = defined(read(item))
        const key = fold(shown)
        const group = groups.find((each) => isEqual(each.key, key))
        if (group === undefined) groups.push({ key, shown, items: [item] })
        else group.items.push(item)
      }
      return sortedBy(groups, ({ key }) => [key], false).map(({ shown, items }) =>
        namedTuple({ grouper: shown, list: items }),
      )
    },
  },
  batch: {
    keywords: ['linecount', 'fill_with'],
    apply(value, args) {
      const size = numberArgument(args, 0, 'linecount', 1)
      const items = asList(value)
      const rows = Array.from({ length: Math.ceil(items.length / size) }, (_, row) =>
        items.slice(row * size, (row + 1) * size),
      )
      return filledUp(rows, size, args)
    },
  },
  slice: {
    keywords: ['slices', 'fill_with'],
    apply(value, args) {
      const items = asList(value)
      const count = numberArgument(args, 0, 'slices', 1)
      const [size, more] = [Math.floor(items.length / count), items.length % count]
      const start = (index: number) => index * size + Math.min(index, more)
      const rows = Array.from({ length: count }, (_, index) => items.slice(start(index), start(index + 1)))
      return filledUp(rows, more === 0 ? size : size + 1, args)
    },
  },
  items: {
    takesUndefined: true,
    apply(value) {
      if (value instanceof Undefined) return []
      if (!isDict(value)) throw new FilterError('Can only get item pairs from a mapping.')
      return Object.entries(value).map(tupleOf)
    },
  },
}

/** The items in the order of what `keysOf` gives; equal ones stay as they stand. */
export function sortedBy<T>(items: readonly T[], keysOf: (item: T) => readonly unknown[], reverse: boolean): T[] {
  const keyed = items.map((item) => ({ item, keys: keysOf(item) }))
  const sign = reverse ? -1 : 1
  return keyed.sort((a, b) => sign * order(a.keys, b.keys)).map(({ item }) => item)
}

function firstOf(items: readonly unknown[], which: string): unknown {
  return items.length === 0 ? new Undefined(`No ${which} item, sequence was empty.`) : items[0]
}

function extreme(which: 'min' | 'max'): Filter {
  return {
    keywords: ['case_sensitive', 'attribute'],
    apply(value, args) {
      const attribute = argument(args, 1, 'attribute')
      const read = attribute === undefined || attribute === null ? (item: unknown) => item : attributeReader(attribute)
      const fold = flagArgument(args, 0, 'case_sensitive') ? (part: unknown) => part : caseless
      const items = asList(value)
      if (items.length === 0) return new Undefined('No aggregated item, sequence was empty.')
      const sign = which === 'min' ? 1 : -1
      return items.reduce((best, item) =>
        sign * order(fold(defined(read(item))), fold(defined(read(best)))) < 0 ? item : best,
      )
    },
  }
}

function filledUp(
  rows: readonly (readonly unknown[])[],
  size: number,
  args: CallArgs,
): readonly (readonly unknown[])[] {
  const fill = argument(args, 1, 'fill_with')
  if (fill === undefined || fill === null) return rows
  return rows.map((row) => [...row, ...Array.from({ length: Math.max(0, size - row.length) }, () => fill)])
}
