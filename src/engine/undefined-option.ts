import { LongshoreError } from '../base/longshore-error.ts'

/** In the words that scripts look for in Ansible's output (plugins of `action` that meet an undefined variable). */
export function undefinedOption(error: LongshoreError): LongshoreError {
  return inWords('The task includes an option with an undefined variable.', error)
}

/** The same, of a keyword of the task. */
export function undefinedField(keyword: string, error: LongshoreError): LongshoreError {
  return inWords(`The field '${keyword}' has an invalid value, which includes an undefined variable.`, error)
}

function inWords(words: string, error: LongshoreError): LongshoreError {
  if (error.code !== 'VARIABLE_UNDEFINED') return error
  const { message, cause = message } = error.ansible ?? { message: error.message }
  return new LongshoreError(error.code, `${words} The error was: ${error.message}`, {
    ansible: { message: `${words} The error was: ${message}`, cause, at: 'task' },
    ...(error.at === undefined ? {} : { at: error.at }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  })
}
