import { LongshoreError } from '../../base/longshore-error.ts'

export function placesExclude(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'parameters are mutually exclusive: insertbefore|insertafter', {
    hint: 'Keep one of the two',
  })
}

export function patternUnsupported(name: string, pattern: string, problem: string): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', `blockinfile: ${name} '${pattern}' cannot be used: ${problem}`, {
    hint: 'Patterns are Python regular expressions, without comments, conditions and the verbose flag',
  })
}
