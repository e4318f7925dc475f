import { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'

export function configNotReadable(path: string, problem: string, at: SourcePosition): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', `Error reading config file (${path}): ${problem}`, { at })
}

/** `from` is the key of the file, or the variable. */
export function settingNotUsable(
  from: string,
  expected: string,
  found: string,
  at: SourcePosition | undefined,
): LongshoreError {
  return new LongshoreError('PROJECT_FILE_INVALID', `${from}: expected ${expected}, found '${found}'`, {
    ...(/stdout_callback/i.test(from) && { ansible: { message: `Invalid callback for stdout specified: ${found}` } }),
    ...(at === undefined ? {} : { at }),
  })
}
