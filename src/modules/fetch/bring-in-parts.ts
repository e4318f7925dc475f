import { err, ok } from '../../base/result.ts'
import type { Bring } from '../../model/plan.ts'
import { shell } from '../../model/remote-command.ts'
import { CONTENT_CAP_BYTES } from '../module-utils/path-state.ts'
import { partUnreadable, sourceMangled } from './errors.ts'

/** A file that is too large for one answer of the host. */
export function bringInParts(path: string, sha1: string, dest: string, validate: boolean): Bring {
  return {
    kind: 'bring',
    to: dest,
    sha1,
    partBytes: CONTENT_CAP_BYTES,
    part: (index) => ({ ...shell(PART_SCRIPT, path, String(index)), tolerant: true }),
    read: (output) => {
      if (output?.exitCode === 0 && !output.truncated) return ok(output.stdout)
      return err(partUnreadable(path, output?.stderr.toString('utf8').trim() ?? 'no answer'))
    },
    refusal: (sums) => (validate && sums.sha1 !== sha1 ? sourceMangled(path) : undefined),
    valuesOf: (sums, changed) =>
      changed
        ? { dest, checksum: sums.sha1, md5sum: sums.md5, remote_checksum: sha1, remote_md5sum: null }
        : { dest, checksum: sums.sha1, md5sum: sums.md5, file: path },
    values: { file: path, dest, remote_checksum: sha1, remote_md5sum: null },
  }
}

const PART_SCRIPT = `dd if="$1" bs=${CONTENT_CAP_BYTES} skip="$2" count=1 2>/dev/null`
