import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { HostChanges, HostSnapshot, SnapshotChange, StoredSnapshots } from '../model/host-snapshot.ts'
import type { HostName } from '../model/inventory.ts'

/** Where the configuration of hosts is kept, version by version. Nothing that was stored is ever changed by storing more. */
export interface BackupStore extends StoredSnapshots {
  /** For the operator: where it is. */
  readonly path: string
  /** What one run stores, all of it at once when it ends. The store is made where there is none. */
  begin(run: string): Promise<Result<BackupSession, LongshoreError>>
  /** Newest first; those that changed one of these hosts only, where some are given. */
  versions(hosts?: readonly HostName[]): Promise<Result<readonly BackupVersion[], LongshoreError>>
  /** Hosts that there is a backup of in a version; without one in the newest. */
  hosts(version?: string): Promise<Result<readonly HostName[], LongshoreError>>
  /** What changed between two versions of a host, by path. */
  changes(host: HostName, from: string, to: string): Promise<Result<readonly SnapshotChange[], LongshoreError>>
  /** The newest good backup of each host, which is no older than the version that holds it: it may have found nothing new. */
  newest(): Promise<Result<ReadonlyMap<HostName, NewestBackup>, LongshoreError>>
  /** Checks everything that is stored against its checksum. */
  verify(): Promise<Result<StoreCheck, LongshoreError>>
  /** Keeps the versions that are chosen, newest first (and the newest one, whatever is chosen) and forgets the others. */
  prune(keep: (versions: readonly BackupVersion[]) => readonly string[]): Promise<Result<PruneOutcome, LongshoreError>>
}

/** Takes what hosts are like as it comes, and stores it in the end. */
export interface BackupTaker {
  take(host: HostName, snapshot: HostSnapshot): Promise<Result<TakenBackup, LongshoreError>>
}

export interface BackupSession extends BackupTaker {
  /** Makes one version of all that was taken, or none where nothing is new. The store is as it was where it fails. */
  commit(summary: BackupSummary): Promise<Result<BackupOutcome, LongshoreError>>
}

export interface TakenBackup {
  /** Against the newest version. */
  readonly changes: readonly SnapshotChange[]
  /** Secrets that are not stored, since nobody is named to encrypt them to. */
  readonly leftOut: readonly string[]
}

export interface BackupSummary {
  readonly time: Date
  readonly by: string
  /** Hosts that were asked for and could not be backed up. */
  readonly failed: readonly HostName[]
}

export interface BackupOutcome {
  /** The version that holds it all; undefined where the store is empty still. */
  readonly version: string | undefined
  /** Hosts of which something was new. */
  readonly changed: readonly HostChanges[]
  readonly unchanged: number
  readonly leftOut: readonly { readonly host: HostName; readonly paths: readonly string[] }[]
  readonly remote: RemoteOutcome
}

export type RemoteOutcome =
  | { readonly kind: 'none' }
  /** `merged`: what another controller had pushed meanwhile is in the store, too. */
  | { readonly kind: 'pushed'; readonly merged: boolean }
  /** Nothing is lost: it is pushed with the next backup. */
  | { readonly kind: 'failed'; readonly error: LongshoreError }

export interface BackupVersion {
  readonly id: string
  readonly time: Date
  /** Absent: something else than a run made it, such as a merge. */
  readonly run?: string
  readonly by: string
  /** Its first line. */
  readonly title: string
  /** Hosts that it changed. */
  readonly hosts: readonly HostName[]
}

export interface NewestBackup {
  readonly time: Date
  readonly version: string
  readonly run?: string
}

export interface StoreCheck {
  readonly objects: number
  readonly versions: number
  readonly hosts: number
  /** Secrets that were opened and are as they were; and those that nobody could open. */
  readonly opened: number
  readonly sealed: number
  readonly problems: readonly string[]
  /** What could not be looked at, such as a remote that is down. */
  readonly notes?: readonly string[]
}

export interface PruneOutcome {
  readonly kept: number
  readonly forgotten: number
  readonly remote: RemoteOutcome
}
