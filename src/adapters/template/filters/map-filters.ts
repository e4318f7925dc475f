import { isEqual } from '../python/compare.ts'
import { pythonStr } from '../python/text.ts'
import { typeName } from '../python/values.ts'
import { FilterError, flagArgument, isRecord, textArgument, type Filters } from './filter.ts'

export const mapFilters: Filters = {
  combine: {
    anyKeyword: true,
    apply(value, args) {
      if (Object.keys(args.named).some((name) => name !== 'recursive' && name !== 'list_merge')) {
        throw new FilterError("'recursive' and 'list_merge' are the only valid keyword arguments")
      }
      const recursive = flagArgument(args, Infinity, 'recursive')
      const lists = textArgument(args, Infinity, 'list_merge', 'replace')
      if (!LIST_MERGES.has(lists)) {
        throw new FilterError(
          "merge_hash: 'list_merge' argument can only be equal to 'replace', 'keep', 'append', 'prepend', 'append_rp' or 'prepend_rp'",
        )
      }
      const maps = [value, ...args.positional].flatMap((item) => (Array.isArray(item) ? (item as unknown[]) : [item]))
      return checkMaps(maps).reduce<PlainMap>((merged, map) => merge(merged, map, recursive, lists), {})
    },
  },
  dict2items: {
    keywords: ['key_name', 'value_name'],
    apply(value, args) {
      const keyName = textArgument(args, 0, 'key_name', 'key')
      const valueName = textArgument(args, 1, 'value_name', 'value')
      return Object.entries(dictionary(value)).map(([key, item]) => ({ [keyName]: key, [valueName]: item }))
    },
  },
  items2dict: {
    keywords: ['key_name', 'value_name'],
    apply(value, args) {
      const keyName = textArgument(args, 0, 'key_name', 'key')
      const valueName = textArgument(args, 1, 'value_name', 'value')
      return Object.fromEntries(
        listOfMaps(value).map((map) => {
          if (!(keyName in map) || !(valueName in map)) {
            throw new FilterError(
              `items2dict requires each dictionary in the list to contain the keys '${keyName}' and '${valueName}', got ${pythonStr(value)} instead.`,
            )
          }
          return [pythonStr(map[keyName]), map[valueName]]
        }),
      )
    },
  },
}

type PlainMap = Readonly<Record<string, unknown>>

const LIST_MERGES: ReadonlySet<string> = new Set(['replace', 'keep', 'append', 'prepend', 'append_rp', 'prepend_rp'])

/** Ansible merges from the last one down. Values are not quoted: they may be secret. */
function checkMaps(items: readonly unknown[]): readonly PlainMap[] {
  if (items.every(isRecord)) return items
  const wrong = items.findLastIndex((item) => !isRecord(item))
  const below = Math.max(0, Math.min(wrong, items.length - 2))
  throw new FilterError(
    `failed to combine variables, expected dicts but got a '${typeName(items[below])}' and a '${typeName(items[below + 1] ?? {})}'`,
  )
}

function dictionary(value: unknown): PlainMap {
  if (isRecord(value)) return value
  throw new FilterError(`dict2items requires a dictionary, got <class '${typeName(value)}'> instead.`)
}

function listOfMaps(value: unknown): readonly PlainMap[] {
  if (!Array.isArray(value)) {
    throw new FilterError(`items2dict requires a list, got <class '${typeName(value)}'> instead.`)
  }
  const items: readonly unknown[] = value
  if (items.every(isRecord)) return items
  throw new FilterError(`items2dict requires a list of dictionaries, got ${pythonStr(value)} instead.`)
}

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
    default:
      return [...above, ...rest(below, above)]
  }
}
