import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repo } from './repo.ts'

/** Longer than any git of a controller that was killed goes on for itself with a ref. */
const GRACE_MS = 3000

/**
 * Takes away what a killed run, or a machine without power, left behind: drafts, and the locks of git, which would stand in
 * the way for good. Under the store's own lock, so that nobody of Longshore's is at work; a git that has outlived its
 * controller gets time to end.
 */
export async function forgetRemains(repo: Repo): Promise<void> {
  const locks = await gitLocks(repo.folder)
  if (locks.size > 0) {
    await repo.clock.sleep(GRACE_MS)
    const later = await gitLocks(repo.folder)
    for (const [path, made] of locks) if (later.get(path) === made) await rm(path, { force: true })
  }
  if ((await lstat(join(repo.folder, 'HEAD')).catch(() => undefined)) === undefined) return
  const what = 'the backup store cannot be read'
  const refs = await repo.text(what, ['for-each-ref', '--format=%(refname)', 'refs/longshore/drafts'])
  for (const ref of refs.split('\n')) {
    if (ref !== '') await repo.must('the remains of a backup cannot be removed', ['update-ref', '-d', ref])
  }
}

/** By path, what tells one file of that name from a later one. */
async function gitLocks(folder: string): Promise<ReadonlyMap<string, string>> {
  const locks = new Map<string, string>()
  for (const name of ['HEAD.lock', 'config.lock', 'packed-refs.lock', ...(await below(folder, 'refs'))]) {
    if (!name.endsWith('.lock')) continue
    const stats = await lstat(join(folder, name)).catch(() => undefined)
    if (stats !== undefined) locks.set(join(folder, name), `${stats.ino} ${stats.mtimeMs}`)
  }
  return locks
}

async function below(folder: string, name: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, name), { recursive: true }).catch(() => [])
  return names.map((each) => join(name, each))
}
