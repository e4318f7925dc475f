import { Scalar, type ScalarTag, stringify } from 'yaml'
import { EncryptedText } from '../../model/encrypted-text.ts'
import { UnsafeText } from '../../model/opaque-text.ts'

/**
 * YAML text that a YAML 1.1 reader such as PyYAML reads back as the same value. Keys are sorted, as PyYAML dumps them; what
 * is encrypted stays so, under `!vault`.
 */
export function toYaml(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    sortMapEntries: true,
    lineWidth: 0,
    indentSeq: false,
    aliasDuplicateObjects: false,
    customTags: [VAULT, UNSAFE],
  })
}

const VAULT: ScalarTag = {
  tag: '!vault',
  identify: (value) => value instanceof EncryptedText,
  resolve: (text) => text,
  createNode(_schema, value) {
    const scalar = new Scalar(value instanceof EncryptedText ? value.envelope : value)
    scalar.type = Scalar.BLOCK_LITERAL
    return scalar
  },
}

const UNSAFE: ScalarTag = {
  tag: '!unsafe',
  identify: (value) => value instanceof UnsafeText,
  resolve: (text) => text,
  createNode: (_schema, value) => new Scalar(value instanceof UnsafeText ? value.text : value),
}
