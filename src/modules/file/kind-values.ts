import type { Vars } from '../../model/vars.ts'
import { attributeValues } from '../module-utils/attributes.ts'
import type { Inode } from '../module-utils/path-state.ts'

/** Return values of what is there. */
export function valuesOf(there: Inode | undefined): Vars {
  return there === undefined ? {} : attributeValues(there, there.size, kindName(there))
}

/** A file that has another name, too, is `hard`. */
export function kindName({ kind, links = 1 }: Inode): string {
  if (kind === 'file' || kind === 'other') return links > 1 ? 'hard' : 'file'
  return kind
}
