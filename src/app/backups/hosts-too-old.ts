import type { HostName } from '../../model/inventory.ts'
import type { NewestBackup } from '../../ports/backup-store.ts'

export interface OldBackup {
  readonly host: HostName
  readonly ageMs: number
}

/** Hosts whose newest good backup is older than that, the oldest first. */
export function hostsTooOld(
  newest: ReadonlyMap<HostName, NewestBackup>,
  maxAgeMs: number,
  now: Date,
): readonly OldBackup[] {
  return [...newest]
    .map(([host, { time }]) => ({ host, ageMs: now.getTime() - time.getTime() }))
    .filter(({ ageMs }) => ageMs > maxAgeMs)
    .sort((a, b) => b.ageMs - a.ageMs)
}
