import { LongshoreError } from '../../base/longshore-error.ts'

/** In the words of Ansible's getent module. */
export function databaseUnknown(database: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'Missing arguments, or database unknown.', {
    hint: `Does the host have a database ${database}? See /etc/nsswitch.conf`,
  })
}

/** In the words of Ansible's getent module. */
export function keyMissing(database: string, key: string | undefined): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'One or more supplied key could not be found in the database.', {
    hint: `There is no ${key ?? 'entry'} in ${database}. If that is fine, say fail_key: false`,
  })
}

/** In the words of Ansible's getent module. */
export function notEnumerable(database: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'Enumeration not supported on this database.', {
    hint: `${database} gives single entries alone: name one with key`,
  })
}

export function notRead(database: string, stderr: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `getent could not read ${database}: ${stderr.trim()}`, {
    hint: 'Is getent on the host, and in the PATH of the user?',
  })
}

export function outputTooLong(database: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `the database ${database} is too long to be read whole`, {
    hint: 'Name one entry with key',
  })
}
