import type { EngineRequest } from '../model/engine-request.ts'
import type { TaskResult } from '../model/task-result.ts'

/** What a task came to on one host, and what it asks of the engine. */
export interface HostTaskOutcome {
  readonly result: TaskResult
  readonly requests: readonly EngineRequest[]
  /** It did not run: its result was recorded before the run was resumed. */
  readonly replayed?: true
  /** A template of it could not be rendered: in a loop that fails the whole task. */
  readonly endsLoop?: boolean
}
