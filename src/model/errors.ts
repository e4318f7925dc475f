import { LongshoreError } from '../base/longshore-error.ts'

const PATTERN_HINT =
  "A pattern is hosts, groups, globs or ~regex, joined by ':' or ',' with '!' and '&', such as web*:!web-03"

/** `column` counts from 1 in `pattern`. */
export function patternInvalid(pattern: string, column: number, reason: string): LongshoreError {
  return new LongshoreError('PATTERN_INVALID', `the pattern '${pattern}' is invalid at column ${column}: ${reason}`, {
    hint: PATTERN_HINT,
  })
}

/** `warning` says which term. */
export function patternUnmatched(warning: string): LongshoreError {
  const hint = 'With host_pattern_mismatch = warning this is passed over'
  return new LongshoreError('PATTERN_INVALID', warning.replace(', ignoring', ''), { hint })
}
