import type { GuardNews } from '../guard-news.ts'
import type { HostChanges } from '../host-snapshot.ts'
import type { HostName } from '../inventory.ts'
import type { HostRecap } from '../recap.ts'
import type { ErrorReport } from '../task-result.ts'
import type { RunAuthor } from './run-author.ts'

/** What becomes of the run itself. */
export type RunEventOfRun =
  | {
      readonly type: 'run-started'
      readonly run: string
      readonly playbooks: readonly string[]
      readonly check: boolean
      readonly diff: boolean
      readonly by?: RunAuthor
      /** SHA-256 of the bytes of each playbook, in hex, by its path. */
      readonly checksums?: Readonly<Record<string, string>>
      /** Where this run's journal is, for the operator. */
      readonly journal?: string
    }
  | { readonly type: 'run-resumed'; readonly run: string; readonly by?: RunAuthor; readonly finished: number }
  /** Somebody asked for it: no batch and no stage begins until the run is continued. */
  | { readonly type: 'run-paused'; readonly by: string }
  | { readonly type: 'run-continued'; readonly by: string }
  | { readonly type: 'interrupted'; readonly signal: string }
  | {
      readonly type: 'run-finished'
      readonly hosts: Readonly<Record<HostName, HostRecap>>
      readonly interrupted: boolean
      readonly errors: readonly ErrorReport[]
    }
  | { readonly type: 'warning'; readonly message: string; readonly at?: string; readonly guard?: GuardNews }
  | {
      /** What hosts are like went to the store of backups, or would with `--check`. */
      readonly type: 'backup-stored'
      readonly store: string
      /** The version that holds it. */
      readonly version?: string
      readonly changed: readonly HostChanges[]
      readonly unchanged: number
      /** Hosts that the run was for and that could not be backed up. */
      readonly failed: readonly HostName[]
      readonly pushed: boolean
    }
