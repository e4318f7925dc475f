import { LongshoreError } from '../../base/longshore-error.ts'

export function destIsFolder(dest: string): LongshoreError {
  return new LongshoreError(
    'TASK_FAILED',
    'dest is an existing directory, use a trailing slash if you want to fetch src into that directory',
    { hint: `dest: ${dest}/` },
  )
}

export function sourceMissing(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'the remote file does not exist, not transferring, ignored', {
    hint: `${path} is not on the host; fail_on_missing: false lets that pass`,
  })
}

export function sourceIsFolder(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'remote file is a directory, fetch cannot work on directories', {
    hint: `Fetch the files below ${path} one by one, found with the find module`,
  })
}

export function partUnreadable(path: string, said: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${path} could not be read: ${said}`, {
    hint: 'Nothing was written on the controller',
  })
}

export function sourceMangled(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'checksum mismatch', {
    hint: `${path} was not read as it is on the host, and nothing was written. Does something write to it? Run again, or say validate_checksum: false`,
  })
}
