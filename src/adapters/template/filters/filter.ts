import type { Filter, Filters } from '../jinja/runtime.ts'
import { PythonError } from '../python/errors.ts'
import { iterate } from '../python/sequence.ts'
import { isDict } from '../python/values.ts'

export { argument, flagArgument, numberArgument, textArgument } from '../python/arguments.ts'
export { isTruthy } from '../python/compare.ts'
export type { CallArgs } from '../python/values.ts'
export type { Filter, Filters }

/** What is wrong with the value or the arguments of a filter. */
export const FilterError = PythonError

/** A filter of the value alone. */
export function plain(apply: (value: unknown) => unknown): Filter {
  return { apply }
}

export const asList = iterate

export function asMap(value: unknown): Readonly<Record<string, unknown>> {
  if (isDict(value)) return value
  throw new PythonError('expected a dictionary')
}

export const isRecord = isDict
