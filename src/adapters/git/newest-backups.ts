import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HostName } from '../../model/inventory.ts'
import type { NewestBackup } from '../../ports/backup-store.ts'

/**
 * When each host was last backed up, which no commit says where nothing was new. It is a file of this controller's; where
 * it is lost, the commits tell less, and nothing false.
 */
export interface NewestFile {
  readonly hosts: Readonly<Record<HostName, { readonly time: string; readonly version: string; readonly run: string }>>
  /** Runs whose version is that of an earlier one, newest last. */
  readonly runs: readonly { readonly run: string; readonly time: string; readonly version: string }[]
}

const MOST_RUNS = 1000

export async function readNewest(folder: string): Promise<NewestFile> {
  try {
    const file = JSON.parse(await readFile(join(folder, 'newest.json'), 'utf8')) as NewestFile
    return { hosts: file.hosts, runs: file.runs }
  } catch {
    return { hosts: {}, runs: [] }
  }
}

export interface GoodRun {
  readonly run: string
  readonly time: Date
  readonly version: string
  readonly hosts: readonly HostName[]
}

/** Under the store's lock. */
export async function noteNewest(folder: string, { run, time, version, hosts }: GoodRun): Promise<void> {
  const known = await readNewest(folder)
  const at = time.toISOString()
  await writeNewest(folder, {
    hosts: { ...known.hosts, ...Object.fromEntries(hosts.map((host) => [host, { time: at, version, run }])) },
    runs: [...known.runs, { run, time: at, version }].slice(-MOST_RUNS),
  })
}

/** Versions have other names now. */
export async function renameVersions(folder: string, names: ReadonlyMap<string, string>): Promise<void> {
  const { hosts, runs } = await readNewest(folder)
  const renamed = <T extends { readonly version: string }>(of: T): T => ({
    ...of,
    version: names.get(of.version) ?? of.version,
  })
  await writeNewest(folder, {
    hosts: Object.fromEntries(Object.entries(hosts).map(([host, newest]) => [host, renamed(newest)])),
    runs: runs.map(renamed),
  })
}

async function writeNewest(folder: string, content: NewestFile): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, `newest.json.${process.pid}`)
  await writeFile(draft, `${JSON.stringify(content, undefined, 1)}\n`, { mode: 0o600, flush: true })
  await rename(draft, join(folder, 'newest.json'))
}

export function newestFrom(file: NewestFile): Map<HostName, NewestBackup> {
  return new Map(
    Object.entries(file.hosts).map(([host, { time, version, run }]) => [host, { time: new Date(time), version, run }]),
  )
}
