import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gitStore, type GitStoreOptions } from '../../../src/adapters/git/git-store.ts'
import type { LongshoreError } from '../../../src/base/longshore-error.ts'
import type { Result } from '../../../src/base/result.ts'
import type { FileEntry, HostSnapshot } from '../../../src/model/host-snapshot.ts'
import type { BackupOutcome, BackupStore } from '../../../src/ports/backup-store.ts'
import { FakeClock } from '../../fakes/fake-clock.ts'

export interface AStore {
  readonly store: BackupStore
  readonly folder: string
  readonly clock: FakeClock
  git(...args: readonly string[]): string
}

/** A store in a folder of its own, with a clock that tests move. */
export function aStore(options: Partial<GitStoreOptions> = {}): AStore {
  const folder = options.folder ?? join(mkdtempSync(join(tmpdir(), 'longshore-store-')), 'store')
  const clock = new FakeClock({ start: new Date('2026-11-01T02:17:00Z'), hurry: true })
  const store = gitStore({ clock, ...options, folder })
  return {
    store,
    folder,
    clock,
    git: (...args) => execFileSync('git', [`--git-dir=${folder}`, ...args], { encoding: 'utf8' }).trim(),
  }
}

export function file(path: string, text: string, more: Partial<FileEntry> = {}): FileEntry {
  return { path, kind: 'file', mode: 0o644, uid: 0, gid: 0, content: Buffer.from(text), ...more }
}

export function secret(path: string, text: string, masked = '***\n'): FileEntry {
  return file(path, text, { mode: 0o600, secret: { masked } })
}

export function snapshot(
  entries: HostSnapshot['entries'],
  effective: Readonly<Record<string, string>> = {},
): HostSnapshot {
  return { roots: ['/etc/docker'], entries, effective: new Map(Object.entries(effective)) }
}

export type Fleet = Readonly<Record<string, HostSnapshot>>

/** One run over these hosts. */
export async function backUp(
  { store, clock }: Pick<AStore, 'store' | 'clock'>,
  run: string,
  fleet: Fleet,
  failed: readonly string[] = [],
): Promise<BackupOutcome> {
  const session = must(await store.begin(run))
  for (const [host, taken] of Object.entries(fleet)) must(await session.take(host, taken))
  return must(await session.commit({ time: clock.now(), by: 'ann on ctl', failed }))
}

export function must<T>(result: Result<T, LongshoreError>): T {
  if (!result.ok) throw result.error
  return result.value
}

export function mustFail(result: Result<unknown, LongshoreError>): LongshoreError {
  if (result.ok) throw new Error('it did not fail')
  return result.error
}
