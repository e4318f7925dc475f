import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'

/** A value that stands for text which is data and no template, whatever braces are in it. */
export interface OpaqueText {
  /** The plain text. Called where a template or an argument uses the value. */
  open(): Result<string, LongshoreError>
}

/** An `!unsafe` value of YAML. It serialises as Ansible's JSON has it. */
export class UnsafeText implements OpaqueText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  open(): Result<string, LongshoreError> {
    return ok(this.text)
  }

  toString(): string {
    return this.text
  }

  toJSON(): unknown {
    return { __ansible_unsafe: this.text }
  }
}
