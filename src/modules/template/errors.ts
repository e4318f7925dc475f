import { LongshoreError } from '../../base/longshore-error.ts'

export function unknownEncoding(name: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `template: output_encoding: unknown encoding: ${name}`, {
    hint: 'Use utf-8, utf-16, ascii, latin-1, another iso-8859 or a Windows code page (cp1252)',
  })
}

export function notInEncoding(character: string, name: string): LongshoreError {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return new LongshoreError('MODULE_ARGS_INVALID', `template: '${name}' can't encode the character U+${code}`, {
    hint: 'Use output_encoding: utf-8, or take the character out of the template',
  })
}

/** Ansible puts the class of the error before it, of a template file alone. */
export function notRendered({ code, message, hint, at, ansible }: LongshoreError): LongshoreError {
  const kind = code === 'VARIABLE_UNDEFINED' ? 'AnsibleUndefinedVariable' : 'AnsibleError'
  const { message: said, cause } = ansible ?? { message }
  return new LongshoreError(code, message, {
    ...(hint !== undefined && { hint }),
    ...(at !== undefined && { at }),
    ansible: { message: `${kind}: ${said}`, ...(cause !== undefined && { cause }) },
  })
}
