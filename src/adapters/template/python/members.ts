import { keyText } from './compare.ts'
import { dictMethods } from './dict-methods.ts'
import { defined } from './errors.ts'
import { strFormat } from './str-format.ts'
import { floatText } from './text.ts'
import { listMethods } from './list-methods.ts'
import { itemAt } from './sequence.ts'
import { textMethods } from './text-methods.ts'
import {
  Callable,
  Instance,
  isDict,
  isFloat,
  isInt,
  isNumber,
  NamedTuple,
  Tuple,
  typeName,
  Undefined,
  type CallArgs,
} from './values.ts'

/** A method of Python's own types: its object first. */
export type Method<T> = (self: T, args: CallArgs) => unknown
export type Methods<T> = Readonly<Record<string, Method<T>>>

const allTextMethods: Methods<string> = {
  ...textMethods,
  format: (self, args) => strFormat(self, args, readMember),
  format_map: (self, { positional }) =>
    strFormat(self, { positional: [], named: isDict(positional[0]) ? positional[0] : {} }, readMember),
}

function readMember(value: unknown, attribute: string | undefined, key: string | undefined): unknown {
  const isIndex = /^\d+$/.test(key ?? '')
  const found =
    attribute === undefined ? getItem(value, isIndex ? Number(key) : key) : attributeOrMissing(value, attribute)
  return defined(found)
}

/** `value.name` as Jinja reads it: an attribute, else an item. */
export function getAttribute(value: unknown, name: string): unknown {
  if (value instanceof Undefined) return value
  const attribute = attributeOf(value, name)
  const found = attribute === undefined ? itemOf(value, name) : attribute
  return found === undefined ? missingAttribute(value, name) : found
}

/** `value[key]` as Jinja reads it: an item, else an attribute. */
export function getItem(value: unknown, key: unknown): unknown {
  if (value instanceof Undefined) return value
  const found = itemOf(value, defined(key))
  if (found !== undefined) return found
  if (typeof key !== 'string')
    return new Undefined(`${shownType(value).replaceAll("'", '')} has no element ${keyText(key)}`)
  return attributeOrMissing(value, key)
}

function attributeOrMissing(value: unknown, name: string): unknown {
  const found = attributeOf(value, name)
  return found === undefined ? missingAttribute(value, name) : found
}

/** An item of a dictionary, list or text, or undefined. */
export function itemOf(value: unknown, key: unknown): unknown {
  if (typeof value === 'string' || Array.isArray(value)) {
    return isInt(key) || typeof key === 'boolean' ? itemAt(value, Number(key)) : undefined
  }
  if (!isDict(value)) return undefined
  const name = keyText(key)
  return Object.hasOwn(value, name) ? value[name] : undefined
}

function attributeOf(value: unknown, name: string): unknown {
  if (typeof value === 'string') return bound(allTextMethods, value, name)
  if (value instanceof NamedTuple && value.names.includes(name)) return value[value.names.indexOf(name)]
  if (value instanceof Callable) return Object.hasOwn(value.attributes, name) ? value.attributes[name] : undefined
  if (value instanceof Tuple) return name === 'index' || name === 'count' ? bound(listMethods, value, name) : undefined
  if (Array.isArray(value)) return bound(listMethods, value as unknown[], name)
  if (value instanceof Instance) return value.attribute(name)
  if (isDict(value)) return bound(dictMethods, value, name)
  return isNumber(value) ? numberAttribute(Number(value), isFloat(value), name) : undefined
}

function bound<T>(methods: Methods<T>, self: T, name: string): Callable | undefined {
  if (!Object.hasOwn(methods, name)) return undefined
  const method = methods[name]
  return method === undefined ? undefined : new Callable(name, (args) => method(self, args))
}

function numberAttribute(value: number, isReal: boolean, name: string): unknown {
  if (name === 'is_integer' && isReal) return new Callable(name, () => Number.isInteger(value))
  if (name === 'bit_length' && !isReal)
    return new Callable(name, () => (value === 0 ? 0 : Math.abs(value).toString(2).length))
  if (name === 'real') return isReal ? floatText(value) : value
  return undefined
}

function missingAttribute(value: unknown, name: string): Undefined {
  return new Undefined(`${shownType(value)} has no attribute '${name}'`)
}

function shownType(value: unknown): string {
  return value === null || value === undefined ? "'None'" : `'${typeName(value)} object'`
}
