import type { ChangedFile } from '../changed-file.ts'
import type { HostName } from '../inventory.ts'
import type { RollbackStatus } from '../rollback-status.ts'
import type { ErrorReport } from '../task-result.ts'
import type { UndoPlace } from './undo-place.ts'

/** Locks of hosts, steps that change them, and ways back. */
export type ChangeEvent =
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
