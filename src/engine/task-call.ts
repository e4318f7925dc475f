import type { Become } from '../ports/connection.ts'
import type { Delegate } from './delegate.ts'
import type { HostRun } from './host-run.ts'
import type { JobTerms } from './jobs/job-terms.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'
import type { LayeredScope } from './variables/layered-scope.ts'

/** One task on one host (and one loop item), with its keywords resolved. */
export interface TaskCall {
  readonly frame: TaskFrame
  readonly host: HostRun
  readonly run: PlayRun
  readonly scope: LayeredScope
  readonly delegate: Delegate | undefined
  readonly checkMode: boolean
  readonly diff: boolean
  readonly noLog: boolean
  readonly become: Become | undefined
  readonly environment: Readonly<Record<string, string>>
  /** The task runs as a job of the host's own (`async`). */
  readonly job: JobTerms | undefined
  /** Deadline of each round trip that does work; 0 for none. */
  readonly timeoutMs: number
}
