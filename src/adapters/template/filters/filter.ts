import { pythonStr } from '../python-text.ts'

/** Arguments of a filter or test, plain values. */
export interface CallArgs {
  readonly positional: readonly unknown[]
  readonly named: Readonly<Record<string, unknown>>
}

/** A filter or test of ours. A throw of `FilterError` is the template's error. */
export interface Filter {
  /** Names of keyword arguments. A last argument that is a map of these names only is taken for keywords. */
  readonly keywords?: readonly string[]
  apply(value: unknown, args: CallArgs): unknown
}

export type Filters = Readonly<Record<string, Filter>>

export class FilterError extends Error {}

export function argument(args: CallArgs, index: number, name: string): unknown {
  return Object.hasOwn(args.named, name) ? args.named[name] : args.positional[index]
}

export function textArgument(args: CallArgs, index: number, name: string, fallback = ''): string {
  const value = argument(args, index, name)
  if (value === undefined || value === null) return fallback
  return pythonStr(value)
}

export function flagArgument(args: CallArgs, index: number, name: string, fallback = false): boolean {
  const value = argument(args, index, name)
  return value === undefined ? fallback : isTruthy(value)
}

/** A filter of the value alone. */
export function plain(apply: (value: unknown) => unknown): Filter {
  return { apply }
}

export function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return Array.from(value)
  if (isRecord(value)) return Object.keys(value)
  throw new FilterError('expected a list')
}

export function asMap(value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value
  throw new FilterError('expected a dictionary')
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Python's truth: empty text, lists and maps are false. */
export function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (isRecord(value)) return Object.keys(value).length > 0
  return Boolean(value)
}
