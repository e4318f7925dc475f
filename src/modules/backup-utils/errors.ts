import { LongshoreError } from '../../base/longshore-error.ts'

export function cannotLook(paths: readonly string[]): LongshoreError {
  const others = paths.length > 1 ? ` and ${paths.length - 1} more` : ''
  return new LongshoreError('FACT_UNREADABLE', `cannot read ${paths[0] ?? ''}${others}: permission denied`, {
    hint: 'A backup is whole or it is none. Say become: true (-b): only root may read credentials and keys',
  })
}

export function scanFailed(said: string): LongshoreError {
  const reason = said.trim().split('\n').at(-1) ?? ''
  return new LongshoreError(
    'FACT_UNREADABLE',
    `the configuration cannot be read: ${reason || 'the answer is cut short'}`,
    {
      hint: 'Does something write to it at this moment? Run it again',
    },
  )
}

export function tooManyFiles(said: string): LongshoreError {
  return new LongshoreError('FACT_UNREADABLE', `${said}, and 20000 is the most`, {
    hint: 'A pattern of paths: names a folder that holds more than configuration',
  })
}

export function tooLarge(bytes: number, most: number, largest: string): LongshoreError {
  return new LongshoreError(
    'TASK_FAILED',
    `the configuration has ${bytes} bytes, more than ${most}; the largest file is ${largest}`,
    {
      hint: 'Leave it out of paths:, or allow more with max_size',
    },
  )
}

export function readMangled(path: string): LongshoreError {
  return new LongshoreError('FACT_UNREADABLE', `${path} was not read as it is on the host`, {
    hint: 'Something wrote to it meanwhile: run it again',
  })
}
