import { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'

export function playbookProblem(message: string, at: SourcePosition, hint: string): LongshoreError {
  return new LongshoreError('PLAYBOOK_INVALID', message, { at, hint })
}

/** The same error at a place in the playbook. */
export function errorAt(error: LongshoreError, at: SourcePosition): LongshoreError {
  return new LongshoreError(error.code, error.message, {
    at,
    ...(error.hint !== undefined && { hint: error.hint }),
    cause: error.cause,
  })
}
