import type { Retention } from '../../model/backup-settings.ts'
import type { BackupVersion } from '../../ports/backup-store.ts'

/**
 * The versions to keep, of a list with the newest first: so many of the newest, and the last one of each of so many days,
 * weeks (from Monday) and months that have any, by UTC. The newest is always among them.
 */
export function versionsToKeep(versions: readonly BackupVersion[], retention: Retention): readonly string[] {
  const keep = new Set(versions.slice(0, Math.max(1, retention.keepLast)).map(({ id }) => id))
  const rules = [
    [retention.daily, dayOf],
    [retention.weekly, weekOf],
    [retention.monthly, monthOf],
  ] as const
  for (const [count, periodOf] of rules) {
    const seen = new Set<string>()
    for (const { id, time } of versions) {
      const period = periodOf(time)
      if (seen.has(period)) continue
      if (seen.size === count) break
      seen.add(period)
      keep.add(id)
    }
  }
  return [...keep]
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}

function weekOf(time: Date): string {
  const monday = new Date(time)
  monday.setUTCDate(time.getUTCDate() - ((time.getUTCDay() + 6) % 7))
  return dayOf(monday)
}

function monthOf(time: Date): string {
  return time.toISOString().slice(0, 7)
}
