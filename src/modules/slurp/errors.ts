import { LongshoreError } from '../../base/longshore-error.ts'

export function fileMissing(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `file not found: ${path}`, {
    hint: 'Ask the stat module first where it may be absent',
  })
}

export function isAFolder(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `source is a directory and must be a file: ${path}`, {
    hint: 'Name a file below it',
  })
}

export function fileTooLarge(path: string, limit: number): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${path} is not a regular file, or larger than ${limit} bytes`, {
    hint: `See ls -l ${path} on the host`,
  })
}
