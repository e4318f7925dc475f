import { LongshoreError } from '../../base/longshore-error.ts'

export function bodyAndSource(): LongshoreError {
  return new LongshoreError('MODULE_ARGS_INVALID', 'parameters are mutually exclusive: body|src', {
    hint: 'Keep one of the two',
  })
}

export function bodyNotUsable(format: string, expected: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `failed to parse body as ${format}: ${expected}`, {
    hint: 'See: longshore modules doc uri',
  })
}

export function statusUnexpected(status: number, wanted: readonly number[], said: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Status code was ${status} and not [${wanted.join(', ')}]: ${said}`, {
    hint: 'status_code lists the codes that are a success',
  })
}

export function destUnwritable(dest: string, said: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `Destination ${dest} could not be written: ${said}`, {
    hint: 'Does its folder exist, and does the task need become: true?',
  })
}
