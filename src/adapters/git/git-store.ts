import type { BackupStore } from '../../ports/backup-store.ts'
import type { Clock } from '../../ports/clock.ts'
import { GitSession, treesAt } from './backup-session.ts'
import { caught } from './caught.ts'
import { checkStore } from './check-store.ts'
import { findVersion, versionsIn } from './history.ts'
import { hostsIn } from './host-tree.ts'
import { newestIn } from './newest-in.ts'
import { pruneStore } from './prune-store.ts'
import { knownElsewhere } from './push.ts'
import { readHost, storedHost } from './read-host.ts'
import { forgetRemains } from './remains.ts'
import { Repo } from './repo.ts'
import { openerFrom, openSeal } from './seal.ts'
import { locked } from './store-lock.ts'
import { changesBetween } from './tree-changes.ts'

export interface GitStoreOptions {
  /** Absolute. */
  readonly folder: string
  readonly clock: Clock
  /** As `git push` takes it. */
  readonly remote?: string
  /** Recipients of age. None: secrets are left out. */
  readonly encryptTo?: readonly string[]
  /** A file with identities of age, which opens secrets. */
  readonly identityFile?: string
}

/** A store of backups as a bare git repository: a folder a host, a commit a run. */
export function gitStore({ folder, clock, remote, encryptTo = [], identityFile }: GitStoreOptions): BackupStore {
  const repo = new Repo(folder, clock)
  const reading = <T>(work: () => Promise<T>) =>
    caught(async () => {
      await repo.mustBeThere()
      return work()
    })
  return {
    path: folder,
    begin: (run) =>
      caught(async () => {
        await locked(repo.state, clock, async () => {
          await forgetRemains(repo)
          await repo.create()
        })
        return GitSession.begin(repo, run, await openSeal(repo.state, encryptTo), remote)
      }),
    find: (host, when) => reading(() => findVersion(repo, host, when)),
    read: (host, version) => reading(async () => readHost(repo, host, version, await openerFrom(identityFile))),
    versions: (hosts) => reading(() => versionsIn(repo, hosts)),
    hosts: (version) => reading(async () => hostsIn(await treesAt(repo, version ?? (await repo.head())))),
    changes: (host, from, to) =>
      reading(async () => {
        const [before, after] = [await storedHost(repo, host, from), await storedHost(repo, host, to)]
        return changesBetween(
          { files: before.tree, entries: before.manifest.entries },
          { files: after.tree, entries: after.manifest.entries },
        )
      }),
    newest: () => reading(() => newestIn(repo)),
    verify: () =>
      reading(async () => {
        const known = await knownElsewhere(repo, remote)
        const check = await checkStore(repo, await openerFrom(identityFile))
        return known === undefined ? check : { ...check, notes: [known.message] }
      }),
    prune: (keep) =>
      reading(() => locked(repo.state, clock, () => forgetRemains(repo).then(() => pruneStore(repo, keep, remote)))),
  }
}
