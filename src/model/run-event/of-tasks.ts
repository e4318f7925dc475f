import type { HostName } from '../inventory.ts'
import type { TaskResult } from '../task-result.ts'
import type { TaskLabel } from './task-label.ts'

/** Tasks and what they do to each host. */
export type TaskEvent =
  | { readonly type: 'task-started'; readonly task: TaskLabel; readonly hosts: readonly HostName[] }
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
