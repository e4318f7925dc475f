import { resolve } from 'node:path'
import { backupPlay } from '../../app/backups/backup-play.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { HostSnapshot } from '../../model/host-snapshot.ts'
import { diffSnapshots, type PathDiff } from '../../model/snapshot-diff.ts'
import type { BackupStore } from '../../ports/backup-store.ts'
import type { Composition } from '../composition.ts'
import { diffText } from '../reporters/diff-text.ts'
import { printable } from '../reporters/printable.ts'
import type { RunFlags } from '../run-flags.ts'
import { runCommand } from '../run-command.ts'
import { coloursFor } from '../terminal/colours.ts'
import { chosenHosts } from './chosen-hosts.ts'
import { refusedAll } from './refused-all.ts'
import type { StoreFlags } from './store-of.ts'

export interface DiffFlags extends RunFlags, StoreFlags {
  readonly from: string
  readonly to: string
  /** Against the host as it is now, in the place of `to`. */
  readonly live?: boolean
}

/** What differs between two backups of hosts, or from what they are like now. 1 where anything does. */
export async function diffBackups(pattern: string, flags: DiffFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const chosen = await chosenHosts(pattern, flags, composition)
  if (!chosen.ok) return refusedAll(chosen.error, io)
  const { store, hosts } = chosen.value
  const live = flags.live === true ? await liveSnapshots(hosts, flags, composition, store) : undefined
  if (live?.exitCode !== undefined && live.exitCode !== 0) return live.exitCode
  let differs = false
  for (const host of hosts) {
    const before = await at(store, host, flags.from)
    const after = live === undefined ? await at(store, host, flags.to) : ok(live.snapshots.get(host))
    if (!before.ok) return refusedAll([before.error], io)
    if (!after.ok) return refusedAll([after.error], io)
    if (after.value === undefined) continue
    const diffs = diffSnapshots(before.value, after.value)
    differs ||= diffs.length > 0
    for (const diff of diffs) io.stdout(shown(host, diff, io))
  }
  return differs ? 1 : 0
}

async function at(store: BackupStore, host: string, when: string): Promise<Result<HostSnapshot, LongshoreError>> {
  const version = await store.find(host, when)
  return version.ok ? store.read(host, version.value) : version
}

function shown(host: string, diff: PathDiff, io: Composition['io']): string {
  const { path, what, attributes, before, after } = diff
  const more = attributes.length === 0 ? '' : ` (${attributes.join(', ')})`
  const text = before === after ? [] : diffText({ path, before, after }, coloursFor(io.isTerminal))
  return `${[`${printable(host)}: ${what} ${printable(path)}${more}`, ...text].join('\n')}\n`
}

/** What the hosts are like now: a backup that is never stored. */
async function liveSnapshots(
  hosts: readonly string[],
  flags: DiffFlags,
  composition: Composition,
  store: BackupStore,
): Promise<{ readonly exitCode: number; readonly snapshots: ReadonlyMap<string, HostSnapshot> }> {
  const snapshots = new Map<string, HostSnapshot>()
  const looking: BackupStore = {
    ...store,
    begin: () =>
      Promise.resolve(
        ok({
          take(host: string, snapshot: HostSnapshot) {
            snapshots.set(host, snapshot)
            return Promise.resolve(ok({ changes: [], leftOut: [] }))
          },
          commit: () => Promise.reject(new Error('what is only looked at is not stored')),
        }),
      ),
  }
  const quiet: Composition = {
    ...composition,
    io: { ...composition.io, stdout: () => undefined },
    backupStore: () => Promise.resolve(looking),
  }
  const { cwd } = composition.io
  const path = resolve(cwd, '(look)')
  const inMemory = new Map([[path, backupPlay({ pattern: hosts.join(','), keepPaths: true })]])
  const exitCode = await runCommand([path], { ...flags, check: true, output: 'quiet' }, quiet, { inMemory })
  return { exitCode, snapshots }
}
