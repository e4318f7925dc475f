import type { StoreCheck } from '../../ports/backup-store.ts'
import { git } from './git.ts'
import { hostsIn } from './host-tree.ts'
import { LEFT_OUT } from './manifest.ts'
import { treesAt } from './backup-session.ts'
import { storedHost } from './read-host.ts'
import { BRANCH, type Repo } from './repo.ts'
import type { Opener } from './seal.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import { sealedPath } from './snapshot-files.ts'
import { treePath } from './host-folder.ts'

/**
 * Every object against its own name, which is the hash of its bytes, and every ref and tree against what they name; then the
 * newest backup of each host against its manifest, and with an identity every secret of it.
 */
export async function checkStore(repo: Repo, open: Opener | undefined): Promise<StoreCheck> {
  const fsck = await git(repo.folder, ['fsck', '--full', '--no-dangling', '--no-progress', '--no-reflogs'])
  const problems = new Set(fsck.code === 0 ? [] : told(`${fsck.stdout.toString('utf8')}\n${fsck.stderr}`))
  if (fsck.code !== 0 && problems.size === 0) problems.add(`git fsck ends with ${fsck.code}`)
  const counts = { hosts: 0, opened: 0, sealed: 0 }
  try {
    for (const host of hostsIn(await treesAt(repo, await repo.head()))) {
      counts.hosts++
      for (const problem of await hostProblems(repo, host, open, counts)) problems.add(problem)
    }
  } catch (error) {
    if (!(error instanceof LongshoreError)) throw error
    problems.add(error.message)
  }
  return { objects: await objectsIn(repo), versions: await versionsOf(repo), ...counts, problems: [...problems] }
}

async function hostProblems(
  repo: Repo,
  host: string,
  open: Opener | undefined,
  counts: { opened: number; sealed: number },
): Promise<readonly string[]> {
  const { manifest, files } = await storedHost(repo, host, BRANCH)
  const problems: string[] = []
  for (const { kind, path, secret } of manifest.entries) {
    if (kind !== 'file' || secret === LEFT_OUT) continue
    const file = files.get(secret === undefined ? `files/${treePath(path)}` : sealedPath(path))
    if (file === undefined) problems.push(`${host}: the manifest names ${path}, which is not there`)
    else if (secret === undefined) continue
    else if (open === undefined) counts.sealed++
    else if ((await open(file)) === undefined) problems.push(`${host}: the identity does not open ${path}`)
    else counts.opened++
  }
  return problems
}

function told(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim().replace(/^(error|fatal): /, ''))
  return lines.filter((line) => line !== '' && !/^(notice|warning|hint|dangling|Checking)/.test(line))
}

async function objectsIn(repo: Repo): Promise<number> {
  const said = (await git(repo.folder, ['count-objects', '-v'])).stdout.toString('utf8')
  const counts = ['count', 'in-pack'].map((name) => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(said)?.[1] ?? 0))
  return counts.reduce((sum, count) => sum + count, 0)
}

async function versionsOf(repo: Repo): Promise<number> {
  const output = await git(repo.folder, ['rev-list', '--count', BRANCH])
  return output.code === 0 ? Number(output.stdout.toString('utf8').trim()) : 0
}
