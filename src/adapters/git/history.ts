import { parseDuration } from '../../base/duration.ts'
import type { HostName } from '../../model/inventory.ts'
import type { BackupVersion } from '../../ports/backup-store.ts'
import { runOf } from './commit-message.ts'
import { hostNotStored, noSuchVersion } from './errors.ts'
import { git } from './git.ts'
import { folderOf, hostOf } from './host-folder.ts'
import { readNewest, versionsHere } from './newest-backups.ts'
import { BRANCH, type Repo } from './repo.ts'

/** Newest first. */
export async function versionsIn(
  repo: Repo,
  hosts: readonly HostName[] | undefined,
  flags: readonly string[] = [],
): Promise<readonly BackupVersion[]> {
  const paths = hosts === undefined ? [] : ['--', ...hosts.map((host) => `:(literal)${folderOf(host)}/`)]
  if (hosts?.length === 0) return []
  const words = [
    'log',
    '-z',
    ...flags,
    '--date-order',
    '--name-only',
    '--format=%x01%H%x02%ct%x02%cn%x02%B%x02',
    BRANCH,
    ...paths,
  ]
  const log = await repo.must('the backups cannot be listed', words)
  return log.toString('utf8').split('\x01').slice(1).map(versionFrom)
}

function versionFrom(text: string): BackupVersion {
  const [id = '', seconds = '', by = '', message = '', names = ''] = text.split('\x02')
  const run = runOf(message)
  const folders = new Set(
    names.split(/[\0\n]+/).flatMap((name) => (name.includes('/') ? [name.slice(0, name.indexOf('/'))] : [])),
  )
  return {
    id,
    time: new Date(Number(seconds) * 1000),
    ...(run !== undefined && { run }),
    by,
    title: message.split('\n')[0] ?? '',
    hosts: [...folders].map(hostOf).sort(),
  }
}

/** See `BackupReader.find`. */
export async function findVersion(repo: Repo, host: HostName, when: string): Promise<string> {
  const version = (await byName(repo, when)) ?? (await byTime(repo, host, when))
  const folder = folderOf(host)
  const listing = await repo.must('a backup cannot be read', [
    'ls-tree',
    '-z',
    '--full-tree',
    version,
    `${folder}/manifest.json`,
  ])
  if (listing.length === 0) throw hostNotStored(host, when)
  return version
}

async function byName(repo: Repo, when: string): Promise<string | undefined> {
  if (when === 'latest') return repo.text('the newest backup cannot be read', ['rev-parse', '--verify', BRANCH])
  if (/^[0-9a-f]{7,40}$/.test(when)) {
    const output = await git(repo.folder, ['rev-parse', '--verify', '--quiet', `${when}^{commit}`])
    if (output.code === 0) return output.stdout.toString('utf8').trim()
  }
  if (timeOf(when, new Date()) !== undefined) return undefined
  const run = (await readNewest(repo)).runs.findLast((known) => known.run === when || known.run.startsWith(when))
  if (run !== undefined && when.length >= 4 && (await versionsHere(repo, [run])).size > 0) return run.version
  const version = (await versionsIn(repo, undefined)).find((known) => known.run === when)
  if (version === undefined) throw noSuchVersion(when)
  return version.id
}

/** The newest version at that time which had changed the host: what another controller merged later was true before. */
async function byTime(repo: Repo, host: HostName, when: string): Promise<string> {
  const time = timeOf(when, repo.clock.now())
  if (time === undefined) throw noSuchVersion(when)
  const before = Math.floor(time.getTime() / 1000)
  const versions = await versionsIn(repo, [host])
  const found = versions.filter((version) => version.time.getTime() / 1000 <= before)
  const newest = found.sort((a, b) => b.time.getTime() - a.time.getTime())[0]
  if (newest === undefined) throw hostNotStored(host, when)
  return newest.id
}

/** `2026-11-30` is the end of that day, a time without a zone is UTC's, `2d` is so long ago. */
export function timeOf(when: string, now: Date): Date | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(when)) return valid(new Date(`${when}T23:59:59Z`))
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(when)) {
    return valid(new Date(`${when.replace(' ', 'T')}${/(Z|[+-]\d\d:?\d\d)$/.test(when.slice(10)) ? '' : 'Z'}`))
  }
  const age = /[a-z]$/.test(when) ? parseDuration(when) : undefined
  return age === undefined ? undefined : new Date(now.getTime() - age)
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date
}
