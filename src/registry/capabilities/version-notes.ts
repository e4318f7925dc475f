import { rangesInWords } from './in-words.ts'
import { rowsOf, type VersionedRuntime } from './matrix.ts'

/** The rows of one runtime as the documentation of a module shows them. */
export function versionNotes(runtime: VersionedRuntime): { readonly versions: string; readonly what: string }[] {
  return rowsOf(runtime).map(([, { versions, what }]) => ({ versions: rangesInWords(versions), what }))
}
