import type { HostChanges, HostSnapshot } from '../../model/host-snapshot.ts'
import type { HostName } from '../../model/inventory.ts'
import type { BackupOutcome, BackupSession, BackupSummary, TakenBackup } from '../../ports/backup-store.ts'
import { caught } from './caught.ts'
import { commitMessage } from './commit-message.ts'
import { storeDamaged } from './errors.ts'
import { importCommit } from './fast-import.ts'
import { folderOf } from './host-folder.ts'
import { NO_FILES, readTree, type HostTree } from './host-tree.ts'
import { parseManifest } from './manifest.ts'
import { updateOfNewest } from './newest-backups.ts'
import { pushed } from './push.ts'
import { BRANCH, NO_COMMIT, type Repo } from './repo.ts'
import { forgetRemains } from './remains.ts'
import type { Seal } from './seal.ts'
import { hostFiles, type HostFiles, type WantedFile } from './snapshot-files.ts'
import { locked } from './store-lock.ts'
import { changesBetween, NOTHING_STORED, type Side } from './tree-changes.ts'

/** What one run stores. Until `commit` nothing is written: a controller that dies leaves the store as it was. */
export class GitSession implements BackupSession {
  readonly #repo: Repo
  readonly #run: string
  readonly #seal: Seal
  readonly #remote: string | undefined
  readonly #trees: ReadonlyMap<string, HostTree>
  readonly #taken = new Map<HostName, HostFiles>()

  private constructor(repo: Repo, run: string, seal: Seal, remote: string | undefined, trees: Trees) {
    this.#repo = repo
    this.#run = run
    this.#seal = seal
    this.#remote = remote
    this.#trees = trees
  }

  static async begin(repo: Repo, run: string, seal: Seal, remote: string | undefined): Promise<GitSession> {
    return new GitSession(repo, run, seal, remote, await treesAt(repo, await repo.head()))
  }

  take(host: HostName, snapshot: HostSnapshot) {
    return caught(async (): Promise<TakenBackup> => {
      const tree = this.#trees.get(folderOf(host)) ?? NO_FILES
      const files = await hostFiles(host, snapshot, this.#seal, { tree, read: (id) => this.#blob(id) })
      this.#taken.set(host, files)
      const changes = isAsStored(tree, files) ? [] : changesBetween(await this.#sideOf(tree), sideOf(files))
      return { changes, leftOut: files.leftOut }
    })
  }

  commit(summary: BackupSummary) {
    return caught(() => locked(this.#repo.state, this.#repo.clock, () => this.#commit(summary)))
  }

  async #commit(summary: BackupSummary): Promise<BackupOutcome> {
    await forgetRemains(this.#repo)
    const head = await this.#repo.head()
    const trees = await treesAt(this.#repo, head)
    const changed: HostChanges[] = []
    const put = new Map<string, WantedFile>()
    const remove: string[] = []
    const taken = [...this.#taken].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [host, files] of taken) {
      const folder = folderOf(host)
      const tree = trees.get(folder) ?? NO_FILES
      const before = put.size + remove.length
      for (const path of tree.keys()) if (!files.files.has(path)) remove.push(`${folder}/${path}`)
      for (const [path, file] of files.files) if (tree.get(path) !== file.id) put.set(`${folder}/${path}`, file)
      if (put.size + remove.length === before) continue
      changed.push({ host, changes: changesBetween(await this.#sideOf(tree), sideOf(files)) })
    }
    const unchanged = this.#taken.size - changed.length
    const version =
      changed.length === 0
        ? await this.#unchanged(head, summary)
        : await this.#store({ head, changed, unchanged, put, remove }, summary)
    return {
      version,
      changed,
      unchanged,
      leftOut: taken.flatMap(([host, { leftOut }]) => (leftOut.length > 0 ? [{ host, paths: leftOut }] : [])),
      remote: await pushed(this.#repo, this.#remote),
    }
  }

  /** The branch is moved at once, and only from where it was found. */
  async #store({ head, changed, unchanged, put, remove }: Difference, summary: BackupSummary): Promise<string> {
    const { time, by } = summary
    const message = commitMessage(this.#run, changed, unchanged, summary)
    const draft = `refs/longshore/drafts/${process.pid}`
    const commit = await importCommit(this.#repo, draft, { parent: head, message, by, time, put, remove })
    await this.#repo.must('the backup cannot be stored', ['update-ref', '--stdin'], {
      input: `start\nupdate ${BRANCH} ${commit} ${head ?? NO_COMMIT}\n${await this.#newest(commit, summary)}delete ${draft}\nprepare\ncommit\n`,
    })
    return commit
  }

  async #unchanged(head: string | undefined, summary: BackupSummary): Promise<string | undefined> {
    if (head === undefined) return undefined
    const what = 'it cannot be kept when hosts were backed up'
    await this.#repo.must(what, ['update-ref', '--stdin'], { input: await this.#newest(head, summary) })
    return head
  }

  #newest(version: string, { time }: BackupSummary): Promise<string> {
    return updateOfNewest(this.#repo, { run: this.#run, time, version, hosts: [...this.#taken.keys()] })
  }

  async #sideOf(tree: HostTree): Promise<Side> {
    const id = tree.get('manifest.json')
    if (id === undefined) return NOTHING_STORED
    const manifest = parseManifest(await this.#blob(id))
    if (manifest === undefined) throw storeDamaged(`${id} is no manifest`, this.#repo.folder)
    return { files: tree, entries: manifest.entries }
  }

  #blob(id: string): Promise<Buffer> {
    return this.#repo.must('an earlier backup cannot be read', ['cat-file', 'blob', id])
  }
}

type Trees = ReadonlyMap<string, HostTree>

interface Difference {
  readonly head: string | undefined
  readonly changed: readonly HostChanges[]
  readonly unchanged: number
  readonly put: ReadonlyMap<string, WantedFile>
  readonly remove: readonly string[]
}

function isAsStored(tree: HostTree, { files }: HostFiles): boolean {
  return tree.size === files.size && [...files].every(([path, { id }]) => tree.get(path) === id)
}

function sideOf({ files, manifest }: HostFiles): Side {
  return { files: new Map([...files].map(([path, { id }]) => [path, id])), entries: manifest.entries }
}

export async function treesAt(repo: Repo, version: string | undefined): Promise<Trees> {
  if (version === undefined) return new Map()
  return readTree(await repo.must('the newest backup cannot be read', ['ls-tree', '-r', '-z', '--full-tree', version]))
}
