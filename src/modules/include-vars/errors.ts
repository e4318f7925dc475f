import { LongshoreError } from '../../base/longshore-error.ts'

/** In the words of Ansible (plugins/action/include_vars.py), as far as it has words of its own. */

const ONE_OF_TWO = "Name a file, as in 'include_vars: web.yml', or a folder, as in 'include_vars: {dir: vars}'"

export function sourceMissing(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'Could not find file on the Ansible Controller.', {
    hint: ONE_OF_TWO,
  })
}

export function sourcesMixed(): LongshoreError {
  const message = 'You are mixing file only and dir only arguments, these are incompatible'
  return new LongshoreError('MODULE_ARGS_INVALID', message, { hint: ONE_OF_TWO })
}

export function folderMissing(dir: string, hint: string | undefined): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `${dir} directory does not exist`, hint === undefined ? {} : { hint })
}

export function notAFolder(path: string): LongshoreError {
  return new LongshoreError('FILE_UNREADABLE', `${path} is not a directory`, { hint: ONE_OF_TWO })
}

export function extensionNotAllowed(path: string, extensions: readonly string[]): LongshoreError {
  return new LongshoreError(
    'MODULE_ARGS_INVALID',
    `${path} does not have a valid extension: ${extensions.join(', ')}`,
    {
      hint: 'Rename it, set extensions, or set ignore_unknown_extensions',
    },
  )
}

export function patternInvalid(pattern: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `include_vars: '${pattern}' is not a regular expression`)
}
