import { formatDuration } from '../../base/duration.ts'
import type { BackupStore, BackupVersion } from '../../ports/backup-store.ts'
import type { Composition } from '../composition.ts'
import { refusedAll } from './refused-all.ts'
import { table } from '../runs/table.ts'
import { chosenHosts, type ChoiceFlags } from './chosen-hosts.ts'

export interface ListFlags extends ChoiceFlags {
  readonly output?: string
  /** Hosts with the age of their newest backup, instead of versions. */
  readonly hosts?: boolean
}

/** A line a version, the newest first, or a line a host. Gives the exit code. */
export async function listBackups(pattern: string, flags: ListFlags, composition: Composition): Promise<number> {
  const { io, clock } = composition
  const chosen = await chosenHosts(pattern, flags, composition)
  if (!chosen.ok) return refusedAll(chosen.error, io)
  const { store, hosts } = chosen.value
  if (flags.hosts === true) return listHosts(hosts, flags, { store, io, now: clock.now() })
  const versions = await store.versions(pattern === 'all' ? undefined : hosts)
  if (!versions.ok) return refusedAll([versions.error], io)
  if (flags.output === 'json') io.stdout(`${JSON.stringify(versions.value)}\n`)
  else io.stdout(table([VERSION_HEAD, ...versions.value.map(versionRow)]))
  return 0
}

const VERSION_HEAD = ['VERSION', 'TIME', 'RUN', 'BY', 'WHAT', 'HOSTS']

function versionRow({ id, time, run, by, title, hosts }: BackupVersion): readonly string[] {
  const names = hosts.length > 5 ? `${hosts.slice(0, 5).join(' ')} and ${hosts.length - 5} more` : hosts.join(' ')
  return [id.slice(0, 12), shownTime(time), run ?? '-', by, title, names]
}

async function listHosts(
  hosts: readonly string[],
  { output }: ListFlags,
  { store, io, now }: { readonly store: BackupStore; readonly io: Composition['io']; readonly now: Date },
): Promise<number> {
  const newest = await store.newest()
  if (!newest.ok) return refusedAll([newest.error], io)
  const rows = hosts.flatMap((host) => {
    const backup = newest.value.get(host)
    return backup === undefined ? [] : [{ host, ...backup, ageSeconds: (now.getTime() - backup.time.getTime()) / 1000 }]
  })
  if (output === 'json') io.stdout(`${JSON.stringify(rows)}\n`)
  else {
    const lines = rows.map(({ host, time, ageSeconds, version, run }) => [
      host,
      shownTime(time),
      formatDuration(ageSeconds * 1000),
      version.slice(0, 12),
      run ?? '-',
    ])
    io.stdout(table([['HOST', 'NEWEST', 'AGE', 'VERSION', 'RUN'], ...lines]))
  }
  return 0
}

function shownTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z')
}
