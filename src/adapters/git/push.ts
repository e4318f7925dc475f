import type { RemoteOutcome } from '../../ports/backup-store.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import { remoteFailed, remoteKeepsMoving } from './errors.ts'
import { git } from './git.ts'
import { mergeRemote } from './merge.ts'
import { BRANCH, REMOTE_BRANCH, type Repo } from './repo.ts'

const ATTEMPTS = 5

/** Pushes what the remote does not have yet. What others pushed there meanwhile comes into the store first. */
export async function pushed(repo: Repo, remote: string | undefined): Promise<RemoteOutcome> {
  if (remote === undefined) return { kind: 'none' }
  try {
    return await pushTo(repo, remote)
  } catch (error) {
    if (error instanceof LongshoreError) return { kind: 'failed', error }
    throw error
  }
}

async function pushTo(repo: Repo, remote: string): Promise<RemoteOutcome> {
  let merged = false
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const head = await repo.head()
    if (head === undefined || head === (await repo.head(REMOTE_BRANCH))) return { kind: 'pushed', merged }
    const output = await git(repo.folder, ['push', '--quiet', '--porcelain', remote, `${head}:${BRANCH}`], {
      network: true,
    })
    if (output.code === 0) {
      await repo.must('the remote cannot be noted', ['update-ref', REMOTE_BRANCH, head])
      return { kind: 'pushed', merged }
    }
    const said = `${output.stderr}\n${output.stdout.toString('utf8')}`
    if (!/\[rejected\]|non-fast-forward|fetch first|stale info|cannot lock ref/.test(said))
      throw remoteFailed(remote, output)
    const known = await repo.head(REMOTE_BRANCH)
    await fetched(repo, remote)
    merged = (await mergeRemote(repo, known)) || merged
  }
  throw remoteKeepsMoving(remote)
}

export async function fetched(repo: Repo, remote: string): Promise<void> {
  const words = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', remote, `+${BRANCH}:${REMOTE_BRANCH}`]
  const output = await git(repo.folder, words, { network: true })
  if (output.code !== 0) throw remoteFailed(remote, output)
}
