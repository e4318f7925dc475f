import { shownText } from '../../model/snapshot-diff.ts'
import type { SnapshotEntry } from '../../model/host-snapshot.ts'
import type { Composition } from '../composition.ts'
import { printable } from '../reporters/printable.ts'
import { table } from '../runs/table.ts'
import type { BackupStore } from '../../ports/backup-store.ts'
import { chosenHosts, type ChoiceFlags } from './chosen-hosts.ts'
import { refusedAll } from './refused-all.ts'

export interface ShowFlags extends ChoiceFlags {
  readonly at: string
  /** The text of one file, secrets masked. */
  readonly path?: string
  /** Secrets as they are. */
  readonly reveal?: boolean
}

/** What the backups of hosts hold, or one file of each. Gives the exit code. */
export async function showBackups(pattern: string, flags: ShowFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const chosen = await chosenHosts(pattern, flags, composition)
  if (!chosen.ok) return refusedAll(chosen.error, io)
  const { hosts, store } = chosen.value
  let exitCode = 0
  for (const host of hosts) {
    if (hosts.length > 1 && flags.path !== undefined) io.stdout(`# ${printable(host)}\n`)
    exitCode = Math.max(exitCode, await showHost(host, flags, { io, store }))
  }
  return exitCode
}

async function showHost(
  host: string,
  flags: ShowFlags,
  { io, store }: { readonly io: Composition['io']; readonly store: BackupStore },
): Promise<number> {
  const version = await store.find(host, flags.at)
  if (!version.ok) return refusedAll([version.error], io)
  const snapshot = await store.read(host, version.value)
  if (!snapshot.ok) return refusedAll([snapshot.error], io)
  const { entries, effective } = snapshot.value
  if (flags.path !== undefined) {
    const entry = entries.find(({ path }) => path === flags.path)
    const text = effective.get(flags.path.replace(/^effective\//, '')) ?? textOf(entry, flags.reveal === true)
    if (text === undefined) {
      io.stderr(`error: ${printable(flags.path)} is not in the backup of ${printable(host)}\n`)
      return 1
    }
    io.stdout(text)
    return 0
  }
  io.stdout(`${printable(host)} in ${version.value}\n`)
  io.stdout(table([['KIND', 'MODE', 'OWNER', 'BYTES', 'PATH'], ...entries.map(row)]))
  for (const name of effective.keys()) io.stdout(`effective/${printable(name)}\n`)
  return 0
}

function textOf(entry: SnapshotEntry | undefined, reveal: boolean): string | undefined {
  if (reveal && entry?.kind === 'file' && entry.content !== undefined) return entry.content.toString('utf8')
  return shownText(entry)
}

function row(entry: SnapshotEntry): readonly string[] {
  const { kind, path, uid, gid } = entry
  const shown = entry.kind === 'link' ? `${path} -> ${entry.target}` : path
  const mode = entry.kind === 'link' ? '-' : entry.mode.toString(8).padStart(4, '0')
  const bytes = entry.kind !== 'file' ? '-' : (entry.content?.length.toString() ?? 'secret')
  return [kind, mode, `${uid}:${gid}`, bytes, shown]
}
