import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { authorText } from '../../model/author-text.ts'
import type { HostSnapshot, StoredSnapshots } from '../../model/host-snapshot.ts'
import type { HostName } from '../../model/inventory.ts'
import type { HostRecap } from '../../model/recap.ts'
import type { RunAuthor } from '../../model/run-event/run-author.ts'
import type { RunEvent } from '../../model/run-event/run-event.ts'
import type { BackupOutcome, BackupSession, BackupStore, BackupTaker, TakenBackup } from '../../ports/backup-store.ts'
import type { Clock } from '../../ports/clock.ts'

export interface RunBackupsDeps {
  readonly clock: Clock
  readonly emit: (event: RunEvent) => void
  readonly author?: RunAuthor
}

/** The backups of one run: taken as hosts give them, and stored together when it ends. */
export class RunBackups implements StoredSnapshots, BackupTaker {
  readonly #store: BackupStore
  readonly #run: string
  readonly #deps: RunBackupsDeps
  readonly #taken = new Set<HostName>()
  #session: Promise<Result<BackupSession, LongshoreError>> | undefined

  constructor(store: BackupStore, run: string, deps: RunBackupsDeps) {
    this.#store = store
    this.#run = run
    this.#deps = deps
  }

  find(host: HostName, when: string) {
    return this.#store.find(host, when)
  }

  read(host: HostName, version: string) {
    return this.#store.read(host, version)
  }

  async take(host: HostName, snapshot: HostSnapshot): Promise<Result<TakenBackup, LongshoreError>> {
    this.#session ??= this.#store.begin(this.#run)
    const session = await this.#session
    if (!session.ok) return session
    const taken = await session.value.take(host, snapshot)
    if (taken.ok) this.#taken.add(host)
    return taken
  }

  /** Nothing, where no host gave anything. */
  async store(hosts: ReadonlyMap<HostName, HostRecap>): Promise<Result<undefined, LongshoreError>> {
    const session = await this.#session
    if (session?.ok !== true || this.#taken.size === 0) return ok(undefined)
    const { clock, emit, author } = this.#deps
    const failed = [...hosts.keys()].filter((host) => !this.#taken.has(host) && isBad(hosts.get(host))).sort()
    const by = author === undefined ? 'longshore' : authorText(author)
    const outcome = await session.value.commit({ time: clock.now(), by, failed })
    if (!outcome.ok) return err(outcome.error)
    const { version, changed, unchanged, remote } = outcome.value
    const pushed = remote.kind === 'pushed'
    emit({
      type: 'backup-stored',
      store: this.#store.path,
      ...(version !== undefined && { version }),
      ...{ changed, unchanged, failed, pushed },
    })
    for (const message of warningsOf(outcome.value)) emit({ type: 'warning', message })
    return ok(undefined)
  }
}

function isBad(recap: HostRecap | undefined): boolean {
  return recap !== undefined && (recap.failed > 0 || recap.unreachable > 0)
}

function warningsOf({ leftOut, remote }: BackupOutcome): readonly string[] {
  const secrets = leftOut.reduce((sum, { paths }) => sum + paths.length, 0)
  const example = leftOut[0] === undefined ? '' : `${leftOut[0].host}: ${leftOut[0].paths[0] ?? ''}`
  return [
    ...(secrets === 0
      ? []
      : [
          `${secrets} secret ${secrets === 1 ? 'file is' : 'files are'} left out of the backups (${example}): name whom to encrypt to, in backups: encrypt_to of longshore.yml`,
        ]),
    ...(remote.kind === 'failed' ? [[remote.error.message, remote.error.hint].join('. ')] : []),
    ...(remote.kind === 'pushed' && remote.merged
      ? ['another controller had pushed backups meanwhile: they are merged, host by host, and none is lost']
      : []),
  ]
}
