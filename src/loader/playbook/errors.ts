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

export function nameNeedsItself(name: string): LongshoreError {
  return new LongshoreError('TEMPLATE_INVALID', `the variable ${name} needs itself`)
}

export function includedFileMissing(name: string, candidates: readonly string[], at: SourcePosition): LongshoreError {
  return playbookProblem(`there is no file '${name}'`, at, `Looked for: ${[...new Set(candidates)].join(', ')}`)
}
