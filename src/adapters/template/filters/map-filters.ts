import { isEqual } from '../python/compare.ts'
import { pythonStr } from '../python/text.ts'
import { asList, asMap, FilterError, flagArgument, isRecord, textArgument, type Filters } from './filter.ts'

export const mapFilters: Filters = {
  combine: {
    keywords: ['recursive', 'list_merge'],
    apply(value, args) {
      const recursive = flagArgument(args, Infinity, 'recursive')
      const lists = textArgument(args, Infinity, 'list_merge', 'replace')
      const maps = [value, ...args.positional]
        .flatMap((item) => (Array.isArray(item) ? (item as unknown[]) : [item]))
        .map(asMap)
      return maps.reduce((merged, map) => merge(merged, map, recursive, lists), {})
    },
  },
  dict2items: {
    keywords: ['key_name', 'value_name'],
    apply(value, args) {
      const keyName = textArgument(args, 0, 'key_name', 'key')
      const valueName = textArgument(args, 1, 'value_name', 'value')
      return Object.entries(asMap(value)).map(([key, item]) => ({ [keyName]: key, [valueName]: item }))
    },
  },
  items2dict: {
    keywords: ['key_name', 'value_name'],
    apply(value, args) {
      const keyName = textArgument(args, 0, 'key_name', 'key')
      const valueName = textArgument(args, 1, 'value_name', 'value')
      return Object.fromEntries(
        asList(value).map((item) => {
          const map = asMap(item)
          if (!(keyName in map) || !(valueName in map)) {
            throw new FilterError(`items2dict: each item needs '${keyName}' and '${valueName}'`)
          }
          return [pythonStr(map[keyName]), map[valueName]]
        }),
      )
    },
  },
}

type PlainMap = Readonly<Record<string, unknown>>

function merge(below: PlainMap, above: PlainMap, recursive: boolean, lists: string): PlainMap {
  const merged: Record<string, unknown> = { ...below }
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key]
    if (recursive && isRecord(old) && isRecord(value)) merged[key] = merge(old, value, recursive, lists)
    else if (Array.isArray(old) && Array.isArray(value)) merged[key] = mergeLists(old, value, lists)
    else merged[key] = value
  }
  return merged
}

function mergeLists(below: readonly unknown[], above: readonly unknown[], how: string): readonly unknown[] {
  const rest = (list: readonly unknown[], other: readonly unknown[]) =>
    list.filter((item) => !other.some((found) => isEqual(found, item)))
  switch (how) {
    case 'replace':
      return above
    case 'keep':
      return below
    case 'append':
      return [...below, ...above]
    case 'prepend':
      return [...above, ...below]
    case 'append_rp':
      return [...rest(below, above), ...above]
    case 'prepend_rp':
      return [...above, ...rest(below, above)]
    default:
      throw new FilterError(
        `combine: list_merge '${how}' is none of replace, keep, append, prepend, append_rp, prepend_rp`,
      )
  }
}
