import { createHash } from 'node:crypto'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { SnapshotEntry } from '../../model/host-snapshot.ts'
import { readMangled } from './errors.ts'
import type { Scanned } from './scan.ts'
import { secretView } from './secret-view.ts'

/** What was seen, as what is kept of it. The contents of all files have to be there. */
export function entriesFrom(
  found: readonly Scanned[],
  isSecret: (path: string) => boolean,
): Result<readonly SnapshotEntry[], LongshoreError> {
  const mangled = found.find((file) => file.kind === 'file' && !isAsRead(file))
  if (mangled !== undefined) return err(readMangled(mangled.path))
  return ok(found.map((each) => entryFrom(each, isSecret)))
}

function isAsRead({ content, sha256 }: Scanned): boolean {
  if (content === undefined) return false
  return sha256 === '' || sha256Of(content) === sha256
}

export function sha256Of(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function entryFrom(found: Scanned, isSecret: (path: string) => boolean): SnapshotEntry {
  const { path, kind, mode, uid, gid, context, target, content } = found
  const base = { path, uid, gid, ...(context !== undefined && { context }) }
  if (kind === 'link') return { ...base, kind, target }
  if (kind === 'folder') return { ...base, kind, mode }
  const secret = content === undefined ? undefined : secretView(path, content, isSecret(path))
  return { ...base, kind, mode, content, ...(secret !== undefined && { secret }) }
}
