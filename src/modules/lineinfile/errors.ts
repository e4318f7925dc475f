import { LongshoreError } from '../../base/longshore-error.ts'

export function argsMissing(what: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', what, {
    hint: 'See: longshore modules doc lineinfile',
  })
}

export function patternUnsupported(name: string, pattern: string, problem: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `lineinfile: ${name} '${pattern}' cannot be used: ${problem}`, {
    hint: 'Patterns are Python regular expressions, without (?#, (?(1), conditional and possessive parts',
  })
}

export function fileMissing(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Destination ${path} does not exist !`, {
    hint: 'Say create: true to make it',
  })
}

export function isAFolder(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Path ${path} is a directory !`, { hint: 'Name a file below it' })
}

export function fileTooLarge(path: string, size: number): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${path} is too large to edit (${size} bytes)`, {
    hint: 'Use the shell module with sed',
  })
}
