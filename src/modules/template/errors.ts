import { LongshoreError } from '../../base/longshore-error.ts'

export function unknownEncoding(name: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `template: output_encoding: unknown encoding: ${name}`, {
    hint: 'Use utf-8, utf-16-le, latin-1 or ascii',
  })
}

export function notInEncoding(character: string, name: string): LongshoreError {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return new LongshoreError('MODULE_ARGS_INVALID', `template: '${name}' can't encode the character U+${code}`, {
    hint: 'Use output_encoding: utf-8, or take the character out of the template',
  })
}
