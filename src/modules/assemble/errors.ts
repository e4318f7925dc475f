import { LongshoreError } from '../../base/longshore-error.ts'

export function sourceMissing(src: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Source (${src}) does not exist`, {
    hint: 'It is looked for on the host; remote_src: false looks for it on the controller',
  })
}

export function sourceIsNoFolder(src: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Source (${src}) is not a directory`, { hint: 'Name a folder of fragments' })
}

export function regexpInvalid(regexp: string, reason: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `Invalid Regexp (${reason}) in "${regexp}"`, {
    hint: 'It is a regular expression of Python that is looked for in the names of the fragments',
  })
}

export function destinationIsFolder(dest: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `attempted to take checksum of directory: ${dest}`, {
    hint: 'dest is the file that the fragments make',
  })
}
