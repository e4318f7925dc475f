import { LongshoreError } from '../../base/longshore-error.ts'

export function patternUnsupported(name: string, pattern: string, problem: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `replace: ${name} '${pattern}' cannot be used: ${problem}`, {
    hint: 'Patterns are Python regular expressions, without comments, conditions and the verbose flag',
  })
}

export function notUtf8(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `${path} is not UTF-8`, { hint: 'Say encoding: latin-1' })
}
