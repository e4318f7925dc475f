import type { RemoteOutcome } from '../../ports/backup-store.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import { caught } from './caught.ts'
import { newestNotShared, remoteFailed, remoteKeepsMoving } from './errors.ts'
import { git } from './git.ts'
import { mergeRemote } from './merge.ts'
import { NEWEST_REFS, ownRef } from './newest-backups.ts'
import { BRANCH, REMOTE_BRANCH, type Repo } from './repo.ts'

const ATTEMPTS = 5

/** Pushes what the remote does not have yet. What others pushed there meanwhile comes into the store first. */
export async function pushed(repo: Repo, remote: string | undefined): Promise<RemoteOutcome> {
  if (remote === undefined) return { kind: 'none' }
  try {
    const outcome = await pushTo(repo, remote)
    await shareNewest(repo, remote)
    return outcome
  } catch (error) {
    if (error instanceof LongshoreError) return { kind: 'failed', error }
    throw error
  }
}

/** Says there when hosts were last backed up from here, and hears it of other controllers. */
export async function shareNewest(repo: Repo, remote: string): Promise<void> {
  const ref = await ownRef(repo)
  if ((await git(repo.folder, ['rev-parse', '--verify', '--quiet', ref])).code !== 0) return
  const output = await git(repo.folder, ['push', '--quiet', remote, `+${ref}:${ref}`], { network: true })
  if (output.code !== 0) throw newestNotShared(remote, output)
  await fetchNewest(repo, remote)
}

/** What the remote knows of other controllers comes into the store, or the error says why not. */
export async function knownElsewhere(repo: Repo, remote: string | undefined): Promise<LongshoreError | undefined> {
  if (remote === undefined) return undefined
  const fetched = await caught(() => fetchNewest(repo, remote))
  return fetched.ok ? undefined : fetched.error
}

/** This controller knows best of itself: its own ref is not taken back. */
async function fetchNewest(repo: Repo, remote: string): Promise<void> {
  const refs = [`+${NEWEST_REFS}/*:${NEWEST_REFS}/*`, `^${await ownRef(repo)}`]
  const words = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', remote, ...refs]
  const output = await git(repo.folder, words, { network: true })
  if (output.code !== 0) throw newestNotShared(remote, output)
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
