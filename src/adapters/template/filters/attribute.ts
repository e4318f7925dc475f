import { defined } from '../python/errors.ts'
import { getItem } from '../python/members.ts'
import { pythonStr } from '../python/text.ts'
import { isInt, Undefined } from '../python/values.ts'

/** Reads `a.b.0` of an item, as `map(attribute='a.b.0')` and its like do; `fallback` where there is no such thing. */
export function attributeReader(attribute: unknown, fallback?: unknown): (item: unknown) => unknown {
  const path = pathOf(attribute)
  return (item) => {
    const found = path.reduce<unknown>((value, part) => {
      const next = getItem(value, part)
      return next instanceof Undefined && fallback !== undefined ? fallback : next
    }, item)
    return found
  }
}

/** The same for `sort(attribute='a,b')`: values by which to compare. */
export function attributesReader(attribute: unknown): (item: unknown) => readonly unknown[] {
  const paths = typeof attribute === 'string' ? attribute.split(',') : [attribute]
  const readers = paths.map((path) => attributeReader(path))
  return (item) => readers.map((read) => defined(read(item)))
}

function pathOf(attribute: unknown): readonly (string | number)[] {
  if (attribute === undefined || attribute === null) return []
  if (isInt(attribute)) return [Number(attribute)]
  return pythonStr(attribute)
    .split('.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/** Text without its case, where case does not count. */
export function caseless(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value
}
