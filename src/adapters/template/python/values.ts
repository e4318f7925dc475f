import type { LongshoreError } from '../../../base/longshore-error.ts'

/**
 * Python's values as JavaScript's: None is null, text, booleans and whole numbers are themselves (big ones bigint), lists
 * arrays, dictionaries plain objects. A number that is no safe integer is a float; the classes here are the rest.
 */

/** A float that happens to be whole, such as 2.0. */
export class Float {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  valueOf(): number {
    return this.value
  }
}

export class Tuple extends Array<unknown> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }
}

/** A tuple whose items have names, too: `group.grouper`, `group.list`. */
export class NamedTuple extends Tuple {
  names: readonly string[] = []
}

export function namedTuple(items: Readonly<Record<string, unknown>>): NamedTuple {
  const tuple = new NamedTuple()
  tuple.names = Object.keys(items)
  tuple.push(...Object.values(items))
  return tuple
}

export function tupleOf(items: Iterable<unknown>): Tuple {
  const tuple = new Tuple()
  for (const item of items) tuple.push(item)
  return tuple
}

/** What a name or an attribute that is not there gives. Any use but a test for it is an error. */
export class Undefined {
  /** Why, in Python's words: `'x' is undefined`, `'dict object' has no attribute 'y'`. */
  readonly reason: string
  /** As the template has it: `x.y`; absent where it does not come from a name. */
  readonly use: string | undefined
  /** Offset of the use in its template. */
  readonly at: number
  readonly cause: LongshoreError | undefined
  /** It may be used: it is empty and false. What `a if b` gives where b is false. */
  readonly isLenient: boolean

  constructor(reason: string, from: Partial<Pick<Undefined, 'use' | 'at' | 'cause' | 'isLenient'>> = {}) {
    this.reason = reason
    this.use = from.use
    this.at = from.at ?? 0
    this.cause = from.cause
    this.isLenient = from.isLenient ?? false
  }
}

/** Arguments of a call, of a filter or of a test. */
export interface CallArgs {
  readonly positional: readonly unknown[]
  readonly named: Readonly<Record<string, unknown>>
}

export const NO_ARGS: CallArgs = { positional: [], named: {} }

/** What a template can call: a function of the language, a method with its object, a macro. */
export class Callable {
  readonly name: string
  readonly call: (args: CallArgs) => unknown
  readonly attributes: Readonly<Record<string, unknown>>

  constructor(name: string, call: (args: CallArgs) => unknown, attributes: Readonly<Record<string, unknown>> = {}) {
    this.name = name
    this.call = call
    this.attributes = attributes
  }
}

/** An object with attributes of its own: `loop`, a namespace, a date, an imported template. */
export abstract class Instance {
  abstract readonly typeName: string
  abstract attribute(name: string): unknown

  text(): string {
    return `<${this.typeName} object>`
  }
}

export type Dict = Record<string, unknown>

/** A dictionary, rather than a list or an instance of a class. */
export function isDict(value: unknown): value is Dict {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || isForeignObject(prototype as object)
}

/** Objects of another realm (jest's) are dictionaries too. */
function isForeignObject(prototype: object): boolean {
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty')
}

export function isFloat(value: unknown): boolean {
  return value instanceof Float || (typeof value === 'number' && !Number.isSafeInteger(value))
}

export function isInt(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || Number.isSafeInteger(value)
}

export function isNumber(value: unknown): value is number | bigint | boolean | Float {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || value instanceof Float
}

/** A number as Python's float. */
export function toFloat(value: number): number | Float {
  return Number.isSafeInteger(value) ? new Float(value) : value
}

/** A whole number, as small as it can be held. */
export function toInt(value: bigint): number | bigint {
  const small = Number(value)
  return Number.isSafeInteger(small) ? small : value
}

export function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType'
  if (value instanceof Tuple) return 'tuple'
  if (Array.isArray(value)) return 'list'
  if (isFloat(value)) return 'float'
  if (value instanceof Undefined) return 'AnsibleUndefined'
  if (value instanceof Instance) return value.typeName
  if (value instanceof Callable) return 'builtin_function_or_method'
  return { string: 'str', boolean: 'bool', bigint: 'int', number: 'int' }[typeof value as string] ?? 'dict'
}
