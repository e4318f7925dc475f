import { defined, PythonError } from './errors.ts'
import { Instance, isDict, isInt, Tuple, tupleOf, typeName, Undefined } from './values.ts'

/** What a loop or a filter goes through: items of a list, letters of a text, keys of a dictionary. */
export function iterate(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return Array.from(value)
  if (isDict(value)) return Object.keys(value)
  if (defined(value) instanceof Undefined) return []
  throw new PythonError(`'${typeName(value)}' object is not iterable`)
}

export function isIterable(value: unknown): boolean {
  return Array.isArray(value) || typeof value === 'string' || isDict(value)
}

/** Python's `len()`. */
export function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  if (typeof value === 'string') return isWide(value) ? Array.from(value).length : value.length
  if (isDict(value)) return Object.keys(value).length
  throw new PythonError(`object of type '${typeName(defined(value))}' has no len()`)
}

/** An item by number, from the end where it is negative; undefined where there is none. */
export function itemAt(value: string | readonly unknown[], index: number | bigint): unknown {
  if (typeof value !== 'string') return value.at(Number(index))
  return (isWide(value) ? Array.from(value) : value).at(Number(index))
}

export interface Slice {
  readonly start: unknown
  readonly stop: unknown
  readonly step: unknown
}

/** `value[start:stop:step]`. */
export function sliceOf(value: unknown, slice: Slice): unknown {
  defined(value)
  const items = typeof value === 'string' ? Array.from(value) : value
  if (value instanceof Instance || !Array.isArray(items)) {
    throw new PythonError(`'${typeName(value)}' object is not subscriptable by a slice`)
  }
  const chosen = chooseItems(items, slice)
  if (typeof value === 'string') return chosen.join('')
  return value instanceof Tuple ? tupleOf(chosen) : chosen
}

function chooseItems(items: readonly unknown[], { start, stop, step }: Slice): readonly unknown[] {
  const by = bound(step) ?? 1
  if (by === 0) throw new PythonError('slice step cannot be zero')
  const size = items.length
  const [low, high] = by > 0 ? [0, size] : [-1, size - 1]
  const clamp = (at: number) => Math.min(Math.max(at < 0 ? at + size : at, low), high)
  const [given, end] = [bound(start), bound(stop)]
  const from = given === undefined ? (by > 0 ? 0 : size - 1) : clamp(given)
  const to = end === undefined ? (by > 0 ? size : -1) : clamp(end)
  const chosen: unknown[] = []
  for (let at = from; by > 0 ? at < to : at > to; at += by) chosen.push(items[at])
  return chosen
}

function bound(value: unknown): number | undefined {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'boolean' || isInt(defined(value))) return Number(value)
  throw new PythonError('slice indices must be integers or None or have an __index__ method')
}

/** Holds letters beyond 16 bits, which JavaScript counts twice. */
function isWide(text: string): boolean {
  return /[\ud800-\udfff]/.test(text)
}
