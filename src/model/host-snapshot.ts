import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { HostName } from './inventory.ts'

/** The configuration of a host as it was at one moment. */
export interface HostSnapshot {
  /** Absolute shell patterns that were looked at, and folders below which everything counts: what is not in `entries` was not there. */
  readonly roots: readonly string[]
  /** By path, in the order of their bytes. */
  readonly entries: readonly SnapshotEntry[]
  /** What the daemons themselves say, by file name, such as `docker.json`. Nothing in it changes by itself. */
  readonly effective: ReadonlyMap<string, string>
}

export type SnapshotEntry = FileEntry | LinkEntry | FolderEntry

interface EntryBase {
  readonly path: string
  readonly uid: number
  readonly gid: number
  /** SELinux's, where the host has that. */
  readonly context?: string
}

export interface FileEntry extends EntryBase {
  readonly kind: 'file'
  readonly mode: number
  /** Undefined where it is not known: it was left out of the store, or is encrypted there and nobody opened it. */
  readonly content: Buffer | undefined
  /** It holds what lets somebody in: never stored, and never shown, as it is. */
  readonly secret?: SecretView
}

export interface SecretView {
  /** The text with stars in the place of what is secret; undefined where it cannot be told apart. */
  readonly masked: string | undefined
}

export interface LinkEntry extends EntryBase {
  readonly kind: 'link'
  readonly target: string
}

export interface FolderEntry extends EntryBase {
  readonly kind: 'folder'
  readonly mode: number
}

/** What differs between two snapshots of a host, or is new or gone. */
export interface SnapshotChange {
  readonly path: string
  readonly what: 'added' | 'changed' | 'removed'
}

export interface HostChanges {
  readonly host: HostName
  readonly changes: readonly SnapshotChange[]
}

export interface StoredSnapshots {
  /**
   * The version that holds what was known of the host at `when`: a version's id or a beginning of it, a run's id, `latest`,
   * or a date (`2026-11-30`, its end, in UTC), a time, or an age such as `2d`.
   */
  find(host: HostName, when: string): Promise<Result<string, LongshoreError>>
  /** Secrets are opened where there is an identity that can. */
  read(host: HostName, version: string): Promise<Result<HostSnapshot, LongshoreError>>
}
