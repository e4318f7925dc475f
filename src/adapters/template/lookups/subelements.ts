import { asMap, isRecord, isTruthy } from '../filters/filter.ts'
import { pythonStr } from '../python/text.ts'
import { isOn, LookupError } from './lookup.ts'

const SHAPE = 'subelements lookup expects a list of two or three items, '

/**
 * Pairs of each element, without its list, with each item of the list that it has under a path (`a.b`); those of the filter
 * keep the list (Ansible: plugins/lookup/subelements.py).
 */
export function subelements(terms: readonly unknown[]): readonly unknown[] {
  const [from, key, flags] = terms
  if (terms.length < 2 || terms.length > 3) throw new LookupError(SHAPE)
  if (!(Array.isArray(from) || isRecord(from)) || typeof key !== 'string')
    throw new LookupError(`${SHAPE}first a dict or a list, second a string pointing to the subkey`)
  const mayMiss = isRecord(flags) && isOn(flags.skip_missing)
  const path = key.split('.')
  const elements: readonly unknown[] = Array.isArray(from) ? from : Object.values(asMap(from))
  return elements.flatMap((element) => {
    if (!isRecord(element))
      throw new LookupError(`subelements lookup expects a dictionary, got '${pythonStr(element)}'`)
    if (isTruthy(element.skipped)) return []
    return listAt(element, path, mayMiss).map((item) => [without(element, path), item])
  })
}

function listAt(element: unknown, [name = '', ...rest]: readonly string[], mayMiss: boolean): readonly unknown[] {
  if (!isRecord(element) || !Object.hasOwn(element, name)) {
    if (mayMiss) return []
    throw new LookupError(`could not find '${name}' key in iterated item '${pythonStr(element)}'`)
  }
  const found = element[name]
  if (rest.length === 0) return asList(found, name, mayMiss)
  if (!isRecord(found)) {
    if (mayMiss) return []
    throw new LookupError(`the key ${name} should point to a dictionary, got '${pythonStr(found)}'`)
  }
  return listAt(found, rest, mayMiss)
}

function asList(found: unknown, name: string, mayMiss: boolean): readonly unknown[] {
  if (Array.isArray(found)) return found as readonly unknown[]
  if (mayMiss && found === null) return []
  throw new LookupError(`the key ${name} should point to a list, got '${pythonStr(found)}'`)
}

/** A map without what is at the end of a path into it. */
function without(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined || !isRecord(value)) return value
  const entries = Object.entries(asMap(value))
  if (rest.length === 0) return Object.fromEntries(entries.filter(([key]) => key !== name))
  return Object.fromEntries(entries.map(([key, item]) => [key, key === name ? without(item, rest) : item]))
}
