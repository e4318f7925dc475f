import { defined, PythonError } from './errors.ts'
import { Float, Instance, isDict, isNumber, Tuple, typeName, Undefined, type Dict } from './values.ts'

/** Python's `bool()`: zero, None and whatever is empty are false. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (value instanceof Float) return value.value !== 0
  if (isDict(value)) {
    for (const _ in value) return true
    return false
  }
  if (typeof value === 'number') return value !== 0
  return !(defined(value) instanceof Undefined) && Boolean(value)
}

/** Python's `==`: numbers of any kind by their size, lists and dictionaries by what they hold. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  defined(a)
  defined(b)
  if (isNumber(a) && isNumber(b)) return a.valueOf() == b.valueOf() || Number(a) === Number(b)
  if (Array.isArray(a)) return Array.isArray(b) && a instanceof Tuple === b instanceof Tuple && sameItems(a, b)
  if (isDict(a)) return isDict(b) && sameEntries(a, b)
  if (a instanceof Instance && b instanceof Instance) return a.typeName === b.typeName && a.text() === b.text()
  return (a === undefined || a === null) && (b === undefined || b === null)
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => isEqual(item, b[index]))
}

function sameEntries(a: Dict, b: Dict): boolean {
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isEqual(a[name], b[name]))
  )
}

/** Negative where `a` comes first, as Python's `<` has it; an error where Python has no order. `sign` is for its text. */
export function order(a: unknown, b: unknown, sign = '<'): number {
  defined(a)
  defined(b)
  if (isNumber(a) && isNumber(b)) {
    const [left, right] = [a.valueOf(), b.valueOf()]
    if (left < right) return -1
    if (left > right) return 1
    return left == right ? 0 : Number.NaN
  }
  if (typeof a === 'string' && typeof b === 'string') return textOrder(a, b)
  if (Array.isArray(a) && Array.isArray(b) && a instanceof Tuple === b instanceof Tuple) {
    const index = a.findIndex((item, at) => at >= b.length || !isEqual(item, b[at]))
    if (index < 0) return a.length - b.length
    return index >= b.length ? 1 : order(a[index], b[index], sign)
  }
  if (a instanceof Instance && b instanceof Instance && a.typeName === b.typeName)
    return textOrder(sortKey(a), sortKey(b))
  throw new PythonError(`'${sign}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`)
}

function sortKey(instance: Instance): string {
  return instance.text()
}

/** By code points, where JavaScript compares halves of them. */
function textOrder(a: string, b: string): number {
  if (a === b) return 0
  for (let index = 0; ; index++) {
    const [left, right] = [a.codePointAt(index), b.codePointAt(index)]
    if (left === right) continue
    return left === undefined || (right !== undefined && left < right) ? -1 : 1
  }
}

/** Python's `in`. */
export function contains(container: unknown, wanted: unknown): boolean {
  defined(container)
  defined(wanted)
  if (typeof container === 'string') {
    if (typeof wanted === 'string') return container.includes(wanted)
    throw new PythonError(`'in <string>' requires string as left operand, not ${typeName(wanted)}`)
  }
  if (Array.isArray(container)) return container.some((item) => isEqual(item, wanted))
  if (isDict(container)) return wanted !== null && Object.hasOwn(container, keyText(wanted))
  throw new PythonError(`argument of type '${typeName(container)}' is not iterable`)
}

/** The key of a dictionary: always text here. Lists and dictionaries cannot be one. */
export function keyText(key: unknown): string {
  if (typeof key === 'string') return key
  if (key === null || key === undefined) return 'None'
  if (typeof key === 'boolean') return key ? 'True' : 'False'
  if (isNumber(key)) return String(key)
  if (key instanceof Tuple) return `(${key.map(keyText).join(', ')})`
  throw new PythonError(`unhashable type: '${typeName(defined(key))}'`)
}
