import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'

/** A value that stands for text which is data and no template, whatever braces are in it. */
export abstract class OpaqueText {
  /** The plain text. Called where a template or an argument uses the value. */
  abstract open(): Result<string, LongshoreError>
}

export function isOpaque(value: unknown): value is OpaqueText {
  return value instanceof OpaqueText
}

/** An `!unsafe` value of YAML. It serialises as Ansible's JSON has it. */
export class UnsafeText extends OpaqueText {
  readonly text: string

  constructor(text: string) {
    super()
    this.text = text
  }

  override open(): Result<string, LongshoreError> {
    return ok(this.text)
  }

  override toString(): string {
    return this.text
  }

  toJSON(): unknown {
    return { __ansible_unsafe: this.text }
  }
}
