import type { RunEvent } from '../../model/run-event/run-event.ts'
import { printable } from './printable.ts'

const MOST_HOSTS = 20
const MOST_PATHS = 5

/** What is new in the store of backups, host by host. */
export function backupLines(event: Extract<RunEvent, { type: 'backup-stored' }>): readonly string[] {
  const { changed, unchanged, failed, version, store, pushed } = event
  const hosts = changed.length + unchanged
  const where = version === undefined ? store : `${version.slice(0, 12)} in ${store}`
  const news = changed.length === 0 ? 'nothing is new' : `${changed.length} changed`
  return [
    '',
    `Backup of ${hosts} ${hosts === 1 ? 'host' : 'hosts'}: ${news} (${printable(where)}${pushed ? ', pushed' : ''})`,
    ...changed
      .slice(0, MOST_HOSTS)
      .flatMap(({ host, changes }) => [
        ...changes.slice(0, MOST_PATHS).map(({ path, what }) => `  ${printable(host)}: ${what} ${printable(path)}`),
        ...(changes.length > MOST_PATHS ? [`  ${printable(host)}: and ${changes.length - MOST_PATHS} more`] : []),
      ]),
    ...(changed.length > MOST_HOSTS ? [`  and ${changed.length - MOST_HOSTS} more hosts`] : []),
    ...(failed.length > 0 ? [`  not backed up: ${failed.map(printable).join(', ')}`] : []),
  ]
}
