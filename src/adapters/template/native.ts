import { isOpaque, type OpaqueText } from '../../model/opaque-text.ts'
import { Passed } from './python/errors.ts'
import { pythonStr } from './python/text.ts'
import { Float, Instance, isDict, Tuple, Undefined } from './python/values.ts'

/** A value of a template as the rest of the program has it: tuples are lists, dates text, floats numbers. */
export function nativeValue(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Undefined) return ''
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Float) return value.value
  if (value instanceof Instance) return pythonStr(value)
  if (isOpaque(value)) return opened(value)
  if (Array.isArray(value)) return nativeList(value)
  return isDict(value) ? nativeDict(value) : value
}

/** The text that an `!unsafe` or `!vault` value stands for. Throws `Passed`. */
export function opened(value: OpaqueText): string {
  const text = value.open()
  if (!text.ok) throw new Passed(text.error)
  return text.value
}

function nativeList(list: readonly unknown[]): readonly unknown[] {
  const items = list.map(nativeValue)
  return list instanceof Tuple || items.some((item, index) => item !== list[index]) ? [...items] : list
}

function nativeDict(dict: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(dict).map(([key, item]) => [key, nativeValue(item)] as const)
  const isSame = entries.every(([key, item]) => item === dict[key])
  return isSame ? dict : Object.fromEntries(entries)
}
