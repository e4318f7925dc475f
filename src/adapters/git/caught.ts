import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'

/** Below this line parts of the store throw their LongshoreErrors, since every one of them ends the whole call. */
export async function caught<T>(work: () => Promise<T>): Promise<Result<T, LongshoreError>> {
  try {
    return ok(await work())
  } catch (error) {
    if (error instanceof LongshoreError) return err(error)
    throw error
  }
}
