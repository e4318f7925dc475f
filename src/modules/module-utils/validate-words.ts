import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { validateInvalid, validateWithoutPlaceholder } from './errors.ts'
import { splitWords } from '../../base/shell-words.ts'

/** The words of a `validate` argument. Refuses one that does not say where the candidate goes. */
export function validateWords(validate: string | undefined): Result<readonly string[] | undefined, LongshoreError> {
  if (validate === undefined) return ok(undefined)
  if (!validate.includes('%s')) return err(validateWithoutPlaceholder(validate))
  const words = splitWords(validate)
  return words.ok ? words : err(validateInvalid(words.error))
}
