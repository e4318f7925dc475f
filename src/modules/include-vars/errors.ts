import { LongshoreError } from '../../base/longshore-error.ts'

export function sourceNotOne(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'include_vars: expected one of file and dir', {
    hint: "Name a file, as in 'include_vars: web.yml', or a folder, as in 'include_vars: {dir: vars}'",
  })
}

export function extensionNotAllowed(path: string, extensions: readonly string[]): LongshoreError {
  return new LongshoreError(
    'MODULE_ARGS_INVALID',
    `include_vars: ${path} does not end in one of ${extensions.join(', ')}`,
    { hint: 'Rename it, or set extensions' },
  )
}

export function patternInvalid(pattern: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `include_vars: '${pattern}' is not a regular expression`)
}
