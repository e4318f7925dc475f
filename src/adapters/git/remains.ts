import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repo } from './repo.ts'

/** Longer than any git of a controller that was killed goes on for itself. */
const GRACE_MS = 3000

/**
 * Takes away what a killed run, a full disk or a machine without power left behind: drafts, half-written packs and objects,
 * and the locks of git, which would stand in the way for good. Under the store's own lock, so that nobody of Longshore's is
 * at work; a git that has outlived its controller gets time to end.
 */
export async function forgetRemains(repo: Repo): Promise<void> {
  const found = await remainsIn(repo.folder)
  if (found.size > 0) {
    await repo.clock.sleep(GRACE_MS)
    const later = await remainsIn(repo.folder)
    for (const [path, seen] of found) if (later.get(path) === seen) await rm(path, { force: true })
  }
  if ((await lstat(join(repo.folder, 'HEAD')).catch(() => undefined)) === undefined) return
  const what = 'the backup store cannot be read'
  const refs = await repo.text(what, ['for-each-ref', '--format=%(refname)', 'refs/longshore/drafts'])
  for (const ref of refs.split('\n')) {
    if (ref !== '') await repo.must('the remains of a backup cannot be removed', ['update-ref', '-d', ref])
  }
}

/** By path, what tells one file of that name from a later one. */
async function remainsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const remains = new Map<string, string>()
  for (const name of [
    ...(await names(folder)),
    ...(await below(folder, 'refs')),
    ...(await below(folder, 'objects')),
  ]) {
    if (!REMAINS.test(name)) continue
    const stats = await lstat(join(folder, name)).catch(() => undefined)
    if (stats !== undefined) remains.set(join(folder, name), `${stats.ino} ${stats.mtimeMs} ${stats.size}`)
  }
  return remains
}

const REMAINS =
  /^(HEAD|config|packed-refs)\.lock$|^refs\/.*\.lock$|^fast_import_crash_\d+$|^objects\/(pack|[0-9a-f]{2})\/(\.?tmp[-_]|tmp_obj_)/

async function below(folder: string, name: string): Promise<readonly string[]> {
  const found = await readdir(join(folder, name), { recursive: true }).catch(() => [])
  return found.map((each) => join(name, each))
}

function names(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => [])
}
