import type { HostChanges } from '../../model/host-snapshot.ts'
import type { BackupSummary } from '../../ports/backup-store.ts'

const MOST_LINES = 200
const TRAILER = 'Longshore-Run'

/** What changed where, for `git log`. */
export function commitMessage(
  run: string,
  changed: readonly HostChanges[],
  unchanged: number,
  { failed }: BackupSummary,
): string {
  const all = changed.length + unchanged
  const lines = changed.flatMap(({ host, changes }) =>
    changes.length > MOST_LINES / 4 || changed.length > MOST_LINES
      ? [`${host}: ${counted(changes.length, 'change')}`]
      : changes.map(({ path, what }) => `${host}: ${what} ${path}`),
  )
  const shown =
    lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`] : lines
  return [
    `Backup of ${counted(all, 'host')}: ${counted(changed.length, 'change', 'host')}`,
    '',
    ...shown,
    ...(failed.length === 0 ? [] : ['', `Not backed up: ${failed.join(', ')}`]),
    '',
    `${TRAILER}: ${run}`,
    '',
  ].join('\n')
}

export function runOf(message: string): string | undefined {
  return new RegExp(`^${TRAILER}: (.+)$`, 'm').exec(message)?.[1]
}

function counted(count: number, noun: string, of?: string): string {
  if (of !== undefined) return `${count} changed`
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}
