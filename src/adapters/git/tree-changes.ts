import { isDeepStrictEqual } from 'node:util'
import type { SnapshotChange } from '../../model/host-snapshot.ts'
import { hostPath } from './host-folder.ts'
import type { ManifestEntry } from './manifest.ts'

export interface Side {
  /** Tree path to id. */
  readonly files: ReadonlyMap<string, string>
  readonly entries: readonly ManifestEntry[]
}

export const NOTHING_STORED: Side = { files: new Map(), entries: [] }

/** What differs, by the path on the host: bytes by the files, everything else by the manifests. */
export function changesBetween(before: Side, after: Side): readonly SnapshotChange[] {
  const changes = new Map<string, SnapshotChange['what']>()
  for (const path of new Set([...before.files.keys(), ...after.files.keys()])) {
    const [old, now] = [before.files.get(path), after.files.get(path)]
    const shown = shownPath(path)
    if (old === now || shown === undefined) continue
    changes.set(shown, old === undefined ? 'added' : now === undefined ? 'removed' : 'changed')
  }
  const [old, now] = [byPath(before.entries), byPath(after.entries)]
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    if (isDeepStrictEqual(old.get(path), now.get(path))) continue
    changes.set(path, !old.has(path) ? 'added' : !now.has(path) ? 'removed' : 'changed')
  }
  return [...changes].map(([path, what]) => ({ path, what })).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** A secret is told of by its manifest entry: sealed anew for other recipients it is no other. */
function shownPath(path: string): string | undefined {
  if (path.startsWith('files/')) return hostPath(path.slice('files/'.length))
  return path.startsWith('effective/') ? path : undefined
}

function byPath(entries: readonly ManifestEntry[]): ReadonlyMap<string, ManifestEntry> {
  return new Map(entries.map((entry) => [entry.path, entry]))
}
