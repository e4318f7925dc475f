import type { KeyOrder } from './key-order.ts'

/** Values as minijinja hands them out, made plain: maps to objects, small big integers to numbers, nothing to null. */
export function fromWasm(value: unknown, order: KeyOrder): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (Array.isArray(value)) return value.map((item) => fromWasm(item, order))
  if (!isMap(value)) return value
  const keys = new Map([...value.keys()].map((key) => [String(key), key]))
  const names = order.restore([...keys.keys()])
  return Object.fromEntries(names.map((name) => [name, fromWasm(value.get(keys.get(name)), order)]))
}

/** Maps of another realm (jest's) are maps too. */
export function isMap(value: unknown): value is ReadonlyMap<unknown, unknown> {
  return Object.prototype.toString.call(value) === '[object Map]'
}
