import type { HostChanges } from './host-snapshot.ts'
import type { ChangedFile } from './changed-file.ts'
import type { GuardNews } from './guard-news.ts'
import type { HostName } from './inventory.ts'
import type { HostRecap } from './recap.ts'
import type { RollbackStatus } from './rollback-status.ts'
import type { StageVerdict } from './stage-verdict.ts'
import type { ErrorReport, TaskResult } from './task-result.ts'

/** A task as events name it. */
export interface TaskLabel {
  /** Unique in the run. */
  readonly id: string
  readonly name: string
  readonly module: string
  readonly at: string
  readonly kind: 'task' | 'handler' | 'setup'
}

/** A host that keeps how changes are undone: who logs in, where that is said, and who acts (`become`). */
export interface UndoPlace {
  readonly on: HostName
  readonly user?: string
  readonly as?: string
}

/** Who started a run. */
export interface RunAuthor {
  readonly user: string
  /** The machine that it was started on. */
  readonly host: string
  /** Who became that user by sudo. */
  readonly sudo?: string
}

/** What happens in a run, in order, as one stream: the console, `--output json` and the journal read it. JSON-safe. */
export type RunEvent =
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
  /** `path` is absolute; plays that it imports are counted. */
  | { readonly type: 'playbook-started'; readonly path: string; readonly plays: number }
  | {
      readonly type: 'play-started'
      readonly play: string
      readonly hosts: readonly HostName[]
      /** Absent: linear. */
      readonly strategy?: string
    }
  | { readonly type: 'play-skipped'; readonly play: string; readonly reason: string }
  | {
      readonly type: 'batch-started'
      readonly play: string
      readonly batch: number
      readonly batches: number
      readonly hosts: readonly HostName[]
    }
  | {
      readonly type: 'rollout-planned'
      readonly play: string
      readonly stages: readonly { readonly number: number; readonly hosts: readonly HostName[] }[]
    }
  | {
      readonly type: 'stage-started'
      readonly play: string
      /** As it is written, from 1. */
      readonly stage: number
      /** As many as are written; one without hosts does not start. */
      readonly stages: number
      readonly hosts: readonly HostName[]
    }
  | { readonly type: 'soak-started'; readonly play: string; readonly stage: number; readonly seconds: number }
  | {
      readonly type: 'gate-finished'
      readonly play: string
      readonly stage: number
      readonly gate: string
      readonly outcome: 'passed' | 'failed' | 'inconclusive'
      /** Of the latter two. */
      readonly reason?: string
    }
  | {
      readonly type: 'stage-finished'
      readonly play: string
      readonly stage: number
      readonly failed: readonly HostName[]
      readonly verdict: StageVerdict['kind']
      readonly reason: string
    }
  | {
      /** A person has to say whether the rollout may go on. */
      readonly type: 'approval-awaited'
      readonly play: string
      readonly stage: number
      readonly reason: string
      /** ISO 8601: after it nobody is waited for. */
      readonly until?: string
    }
  | {
      readonly type: 'approval-given'
      readonly play: string
      readonly stage: number
      readonly approved: boolean
      readonly by?: string
    }
  /** Somebody asked for it: no batch and no stage begins until the run is continued. */
  | { readonly type: 'run-paused'; readonly by: string }
  | { readonly type: 'run-continued'; readonly by: string }
  | {
      /** The next stage waits for its maintenance window. */
      readonly type: 'window-awaited'
      readonly play: string
      readonly stage: number
      /** ISO 8601. */
      readonly until: string
    }
  | {
      /** Hosts of a stage are put back as they were before it. */
      readonly type: 'rollback-started'
      readonly play: string
      readonly stage: number
      readonly hosts: readonly HostName[]
    }
  | {
      readonly type: 'rollback-finished'
      readonly play: string
      readonly stage: number
      readonly hosts: Readonly<Record<HostName, RollbackStatus>>
    }
  | { readonly type: 'task-started'; readonly task: TaskLabel; readonly hosts: readonly HostName[] }
  | {
      readonly type: 'steps-started'
      readonly host: HostName
      readonly task: string
      readonly steps: readonly string[]
      /** Where it is kept how they are undone. Absent: nowhere. */
      readonly records?: UndoPlace
    }
  | { readonly type: 'undo-started'; readonly host: HostName; readonly task: string; readonly steps: readonly string[] }
  | {
      readonly type: 'undo-finished'
      readonly host: HostName
      readonly task: string
      readonly rollback: RollbackStatus
      readonly errors: readonly ErrorReport[]
    }
  | {
      /** What the run had done to the host before it was resumed could not be undone with its transaction. */
      readonly type: 'earlier-stays'
      readonly host: HostName
      readonly rollback: RollbackStatus
      readonly error: ErrorReport
    }
  /** A transaction is over, and the host waits for nobody any more. */
  | { readonly type: 'guard-ended'; readonly host: HostName }
  | {
      /** The host could not be told that its transaction is over: it puts itself back. */
      readonly type: 'left-to-guard'
      readonly host: HostName
      /** ISO 8601. */
      readonly until: string
      readonly error: ErrorReport
    }
  | {
      /** The host had put itself back before it could be told that its transaction is over. */
      readonly type: 'guard-fired'
      readonly host: HostName
      readonly rollback: RollbackStatus
      readonly error: ErrorReport
    }
  | {
      readonly type: 'task-retried'
      readonly host: HostName
      readonly task: string
      readonly attempt: number
      readonly retries: number
    }
  | {
      /** `pause` waits, for so many seconds or for the answer to its prompt, which is empty where nobody is there. */
      readonly type: 'paused'
      readonly task: string
      readonly seconds?: number
      /** As asked of the operator; withheld with `no_log`. */
      readonly prompt?: string
      /** Whether what is typed is shown. */
      readonly echo: boolean
    }
  | {
      /** A job is not finished yet. */
      readonly type: 'job-polled'
      readonly host: HostName
      readonly task: string
      readonly job: string
      readonly started: number
      readonly finished: number
    }
  | {
      /** A job is over, or the time that it had. */
      readonly type: 'job-finished'
      readonly host: HostName
      readonly task: string
      /** Withheld with `no_log`. */
      readonly job?: string
      readonly failed: boolean
    }
  | {
      readonly type: 'meta-performed'
      readonly host: HostName
      readonly task: TaskLabel
      readonly action: string
      /** Its condition does not hold. */
      readonly skipped: boolean
      readonly message: string
    }
  | {
      readonly type: 'task-finished'
      readonly host: HostName
      readonly task: string
      readonly result: TaskResult
      /** It did not run: this is what came of it before the run was resumed. */
      readonly replayed?: true
    }
  /** It did not wait to run on the host before. */
  | {
      readonly type: 'handler-notified'
      readonly host: HostName
      readonly task: string
      readonly handler: string
    }
  | {
      /** `include_tasks` brought the tasks of a file; of a loop for this item. */
      readonly type: 'included'
      readonly task: string
      /** Absolute. */
      readonly path: string
      readonly hosts: readonly HostName[]
      readonly item?: { readonly label: string; readonly value?: unknown }
    }
  | {
      readonly type: 'batch-finished'
      readonly play: string
      readonly batch: number
      readonly failed: readonly HostName[]
      readonly verdict: 'promote' | 'halt'
      readonly reason: string
    }
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
  | {
      /** What a task made of files of a host, whether or not their diffs are shown. */
      readonly type: 'files-changed'
      readonly host: HostName
      readonly task: string
      readonly files: readonly ChangedFile[]
    }
  /** Another run has the host; it is waited for. */
  | { readonly type: 'lock-awaited'; readonly host: HostName; readonly message: string }
  | {
      /** The lock that another run left on the host is this run's now. */
      readonly type: 'lock-taken-over'
      readonly host: HostName
      readonly from: { readonly run: string; readonly by: string }
      readonly reason: 'expired' | 'process-gone'
      readonly message: string
    }
  | { readonly type: 'warning'; readonly message: string; readonly at?: string; readonly guard?: GuardNews }
  | { readonly type: 'interrupted'; readonly signal: string }
  | {
      readonly type: 'run-finished'
      readonly hosts: Readonly<Record<HostName, HostRecap>>
      readonly interrupted: boolean
      readonly errors: readonly ErrorReport[]
    }

/** An event with its place in the run: how the journal and `--output json` write it. */
export type NumberedEvent = RunEvent & { readonly seq: number; readonly time: string }
