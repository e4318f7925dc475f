import type { Task, TaskItem } from '../model/playbook.ts'
import type { KeywordChain } from './inherited.ts'

/** A task in its place: what is around it decides what it inherits. */
export interface TaskFrame {
  readonly task: Task
  /** The play first, then each block, the task last. */
  readonly chain: KeywordChain
  /** Its id in the events of this run. */
  readonly id: string
  /** What comes after it in its list. */
  readonly following?: readonly TaskItem[]
  /**
   * The task runs on the first host alone: `shared` is `run_once`, whose results all hosts of the batch have; `alone` is
   * what a module that acts for all at once does (`add_host`, `pause`).
   */
  readonly once?: 'shared' | 'alone'
}
