import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import { OpaqueText } from './opaque-text.ts'

/**
 * A `!vault` value of YAML, opened when it is used and not before, as Ansible does: a run that never asks for it needs no
 * password. Its text is data and no template. It serialises as Ansible's JSON has it, still encrypted.
 */
export class EncryptedText extends OpaqueText {
  /** As it is written in the file, a line a line: `$ANSIBLE_VAULT;1.1;AES256` and so on. */
  readonly envelope: string
  readonly #open: () => Result<string, LongshoreError>

  constructor(envelope: string, open: () => Result<string, LongshoreError>) {
    super()
    this.envelope = envelope
    this.#open = open
  }

  override open(): Result<string, LongshoreError> {
    return this.#open()
  }

  override toString(): string {
    return '[encrypted]'
  }

  toJSON(): unknown {
    return { __ansible_vault: this.envelope }
  }
}
