import { type AnsibleWords, withCauseAgain } from '../base/ansible-words.ts'
import { LongshoreError } from '../base/longshore-error.ts'

/** How ansible-core tells of a condition that cannot be judged: it renders it inside a text of its own. */
export function conditionWords(expression: string, error: LongshoreError): AnsibleWords {
  const during = error.code === 'VARIABLE_UNDEFINED' ? `error while evaluating conditional (${expression}): ` : ''
  const { ansible = { message: error.message } } = error
  const asked = `{% if ${expression} %} True {% else %} False {% endif %}`
  const why = withCauseAgain(ansible)
    .replace(`String: ${expression}. `, () => `String: ${asked}. `)
    .replace(`occurred on (${expression}): `, () => `occurred on (${asked}): `)
  return { message: `The conditional check '${expression}' failed. The error was: ${during}${why}` }
}

/** The same of `when`: its place is that of the task. */
export function atTask(error: LongshoreError): LongshoreError {
  const { code, message, hint, at, ansible = { message }, cause } = error
  return new LongshoreError(code, message, {
    ...(hint !== undefined && { hint }),
    ...(at && { at }),
    cause,
    ansible: { ...ansible, at: 'task' },
  })
}
