import type { HostName } from '../../model/inventory.ts'
import { controllerIn } from './controller-name.ts'
import { git } from './git.ts'
import type { Repo } from './repo.ts'

/** A ref a controller: each writes its own alone, so that none is ever in the way of another one's. */
export const NEWEST_REFS = 'refs/longshore/newest'

/** When a controller last backed each host up, which no commit says where nothing was new. */
export interface NewestFile {
  readonly hosts: Readonly<Record<HostName, KnownRun>>
  /** Newest last. */
  readonly runs: readonly KnownRun[]
}

export interface KnownRun {
  readonly run: string
  readonly time: string
  readonly version: string
}

const MOST_RUNS = 300
const NOTHING: NewestFile = { hosts: {}, runs: [] }

export interface GoodRun {
  readonly run: string
  readonly time: Date
  readonly version: string
  readonly hosts: readonly HostName[]
}

/** Of all controllers that are known here: of each host what is the newest, and every run by its time. */
export async function readNewest(repo: Repo): Promise<NewestFile> {
  const refs = await git(repo.folder, ['for-each-ref', '--format=%(objectname)', NEWEST_REFS])
  const ids = refs.stdout
    .toString('utf8')
    .split('\n')
    .filter((id) => id !== '')
  const files = await Promise.all(ids.map((id) => fileAt(repo, id)))
  const hosts: Record<HostName, KnownRun> = {}
  for (const file of files) {
    for (const [host, known] of Object.entries(file.hosts)) {
      if (hosts[host] === undefined || hosts[host].time < known.time) hosts[host] = known
    }
  }
  return { hosts, runs: files.flatMap(({ runs }) => runs).sort((a, b) => (a.time < b.time ? -1 : 1)) }
}

/** What `update-ref --stdin` takes so that a run counts as this controller's newest. Under the store's lock. */
export async function updateOfNewest(repo: Repo, { run, time, version, hosts }: GoodRun): Promise<string> {
  const ref = await ownRef(repo)
  const known = await fileAt(repo, ref)
  const now = { time: time.toISOString(), version, run }
  return updateTo(repo, ref, {
    hosts: { ...known.hosts, ...Object.fromEntries(hosts.map((host) => [host, now])) },
    runs: [...known.runs, now].slice(-MOST_RUNS),
  })
}

/** The same where versions have other names now. */
export async function updateOfNames(repo: Repo, names: ReadonlyMap<string, string>): Promise<string> {
  const ref = await ownRef(repo)
  const { hosts, runs } = await fileAt(repo, ref)
  const renamed = (of: KnownRun): KnownRun => ({ ...of, version: names.get(of.version) ?? of.version })
  return updateTo(repo, ref, {
    hosts: Object.fromEntries(Object.entries(hosts).map(([host, newest]) => [host, renamed(newest)])),
    runs: runs.map(renamed),
  })
}

export async function ownRef(repo: Repo): Promise<string> {
  return `${NEWEST_REFS}/${await controllerIn(repo.state)}`
}

/** Those of the versions that this store has: others are another controller's that did not come yet, or were pruned. */
export async function versionsHere(repo: Repo, known: readonly KnownRun[]): Promise<ReadonlySet<string>> {
  const versions = [...new Set(known.map(({ version }) => version))]
  if (versions.length === 0) return new Set()
  const output = await git(repo.folder, ['cat-file', '--batch-check'], { input: `${versions.join('\n')}\n` })
  const lines = output.stdout.toString('utf8').split('\n')
  return new Set(lines.flatMap((line) => (/ commit \d+$/.test(line) ? [line.slice(0, line.indexOf(' '))] : [])))
}

async function updateTo(repo: Repo, ref: string, file: NewestFile): Promise<string> {
  const input = `${JSON.stringify(file, undefined, 1)}\n`
  const id = await repo.text('it cannot be kept when hosts were backed up', ['hash-object', '-w', '--stdin'], { input })
  return `update ${ref} ${id}\n`
}

async function fileAt(repo: Repo, name: string): Promise<NewestFile> {
  const output = await git(repo.folder, ['cat-file', 'blob', name])
  try {
    const file = JSON.parse(output.stdout.toString('utf8')) as NewestFile
    return { hosts: file.hosts, runs: file.runs }
  } catch {
    return NOTHING
  }
}
