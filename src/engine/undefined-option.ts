import { LongshoreError } from '../base/longshore-error.ts'

/** In the words that scripts look for in Ansible's output (plugins of `action` that meet an undefined variable). */
export function undefinedOption(error: LongshoreError): LongshoreError {
  if (error.code !== 'VARIABLE_UNDEFINED') return error
  const message = `The task includes an option with an undefined variable. The error was: ${error.message}`
  return new LongshoreError(error.code, message, {
    ...(error.at === undefined ? {} : { at: error.at }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  })
}
