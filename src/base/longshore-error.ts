import type { AnsibleWords } from './ansible-words.ts'
import type { ErrorCode } from './error-code.ts'
import type { SourcePosition } from './source-position.ts'

export interface LongshoreErrorDetails {
  /** What the operator does next. */
  readonly hint?: string
  readonly at?: SourcePosition
  readonly cause?: unknown
  /** Absent: in the same words, at the same place. */
  readonly ansible?: AnsibleWords
}

/** An expected failure: a stable code, the facts in one sentence, and what to do next. Never holds a secret. */
export class LongshoreError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly at: SourcePosition | undefined
  readonly ansible: AnsibleWords | undefined

  constructor(code: ErrorCode, message: string, details: LongshoreErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.name = 'LongshoreError'
    this.code = code
    this.hint = details.hint
    this.at = details.at
    this.ansible = details.ansible
  }
}
