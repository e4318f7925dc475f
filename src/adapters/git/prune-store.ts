import type { BackupVersion, PruneOutcome, RemoteOutcome } from '../../ports/backup-store.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import { commitObject, readCommit } from './commit-object.ts'
import { remoteFailed } from './errors.ts'
import { git } from './git.ts'
import { versionsIn } from './history.ts'
import { isAncestor, mergeRemote } from './merge.ts'
import { updateOfNames } from './newest-backups.ts'
import { fetched, shareNewest } from './push.ts'
import { BRANCH, REMOTE_BRANCH, type Repo } from './repo.ts'

/**
 * A history only grows, so pruning writes a new one: the versions to keep, each with the tree, the message, the author and
 * the date that it had, one after the other. What another controller's versions brought is in the merges. The branch is moved to it at once and only from where it was; before that
 * nothing is lost, and after it what is no longer named is removed. Under the store's lock.
 */
export async function pruneStore(
  repo: Repo,
  keep: (versions: readonly BackupVersion[]) => readonly string[],
  remote: string | undefined,
): Promise<PruneOutcome> {
  const taken = await takeIn(repo, remote)
  const head = await repo.head()
  if (head === undefined) return { kept: 0, forgotten: 0, remote: { kind: 'none' } }
  const versions = await versionsIn(repo, undefined, ['--first-parent'])
  const all = versions.map(({ id }) => id).reverse()
  const wanted = keep(versions)
  const kept = all.filter((id) => id === head || wanted.includes(id))
  if (kept.length === all.length) return { kept: all.length, forgotten: 0, remote: taken ?? { kind: 'none' } }
  const names = new Map<string, string>()
  let last: string | undefined
  let forgotten: string[] = []
  for (const id of all) {
    forgotten.push(id)
    if (!kept.includes(id)) continue
    last = await again(repo, id, last)
    for (const older of forgotten) names.set(older, last)
    forgotten = []
  }
  const newHead = names.get(head) ?? head
  await repo.must('the backups cannot be pruned', ['update-ref', '--stdin'], {
    input: `start\nupdate ${BRANCH} ${newHead} ${head}\n${await updateOfNames(repo, names)}prepare\ncommit\n`,
  })
  const outcome = taken?.kind === 'failed' ? taken : await replaceRemote(repo, remote, newHead)
  await forget(repo)
  return { kept: kept.length, forgotten: all.length - kept.length, remote: outcome }
}

async function again(repo: Repo, id: string, parent: string | undefined): Promise<string> {
  const commit = await readCommit(repo, id)
  const parents = parent === undefined ? [] : [parent]
  if (commit.parents.length === parents.length && commit.parents[0] === parent) return id
  return commitObject(repo, { ...commit, parents })
}

/** What others pushed belongs to what is pruned: a remote that cannot be asked is left as it is. */
async function takeIn(repo: Repo, remote: string | undefined): Promise<RemoteOutcome | undefined> {
  if (remote === undefined) return undefined
  return attempted(async () => {
    const known = await repo.head(REMOTE_BRANCH)
    const listing = await git(repo.folder, ['ls-remote', '--exit-code', remote, BRANCH], { network: true })
    if (listing.code === 2) return { kind: 'pushed', merged: false }
    await fetched(repo, remote)
    return { kind: 'pushed', merged: await mergeRemote(repo, known) }
  })
}

/** Only while the remote is where it was seen. */
async function replaceRemote(repo: Repo, remote: string | undefined, head: string): Promise<RemoteOutcome> {
  if (remote === undefined) return { kind: 'none' }
  return attempted(async () => {
    const known = await repo.head(REMOTE_BRANCH)
    const lease = `--force-with-lease=${BRANCH}:${known ?? ''}`
    const output = await git(repo.folder, ['push', '--quiet', lease, remote, `${head}:${BRANCH}`], { network: true })
    if (output.code !== 0) throw remoteFailed(remote, output)
    await repo.must('the remote cannot be noted', ['update-ref', REMOTE_BRANCH, head])
    await shareNewest(repo, remote)
    return { kind: 'pushed', merged: false }
  })
}

async function attempted(work: () => Promise<RemoteOutcome>): Promise<RemoteOutcome> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LongshoreError) return { kind: 'failed', error }
    throw error
  }
}

async function forget(repo: Repo): Promise<void> {
  const [head, known] = [await repo.head(), await repo.head(REMOTE_BRANCH)]
  const isBehind = known !== undefined && head !== undefined && !(await isAncestor(repo, known, head))
  // A remote that could not be told still has the old history, and what is new here is replayed on it.
  if (isBehind) return
  await repo.must('what was pruned cannot be removed', ['reflog', 'expire', '--expire=now', '--all'])
  await repo.must('what was pruned cannot be removed', ['gc', '--quiet', '--prune=now'])
}
