import type { LongshoreError } from '../../../base/longshore-error.ts'
import { Undefined } from './values.ts'

/** What Python would raise, in its words as far as people know them. */
export class PythonError extends Error {}

/** A filter or a test could not take what it was given. */
export class FilterFailure extends PythonError {
  /** The filter or test. */
  readonly by: string | undefined

  constructor(message: string, by?: string) {
    super(message)
    this.by = by
  }
}

/** Something undefined was used. */
export class UndefinedUsed extends Error {
  readonly undefined: Undefined

  constructor(value: Undefined) {
    super(value.reason)
    this.undefined = value
  }
}

/** An error of the scope or of a lookup, on its way out of an evaluation. */
export class Passed extends Error {
  readonly error: LongshoreError

  constructor(error: LongshoreError) {
    super(error.message)
    this.error = error
  }
}

/** A file that is not there, may not be read, is a folder: an error of Node with a code. */
export function isSystemError(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'message' in error
}

/** The value, which must not be undefined. */
export function defined(value: unknown): unknown {
  if (value instanceof Undefined && !value.isLenient) throw new UndefinedUsed(value)
  return value
}
