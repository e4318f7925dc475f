import type { Vars } from '../../model/vars.ts'
import { checksum } from '../registry-utils/checksum.ts'
import type { ConfigFile } from '../registry-utils/config-file.ts'

/** A file by its bytes, so that it can be known again. */
export function fileState({ path, present }: ConfigFile): Vars {
  return {
    path,
    sha256: present === undefined ? null : checksum(present.bytes),
    modified: present === undefined ? null : new Date(present.modifiedAt * 1000).toISOString(),
  }
}
