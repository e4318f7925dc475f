import { type AnsibleWords, withCauseAgain } from '../base/ansible-words.ts'
import type { LongshoreError } from '../base/longshore-error.ts'

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
