import { formatPosition } from '../../base/source-position.ts'
import type { HostName } from '../../model/inventory.ts'
import type { Task } from '../../model/playbook.ts'
import type { RunEvent } from '../../model/run-event/run-event.ts'
import type { TaskLabel } from '../../model/run-event/task-label.ts'
import type { TaskResult } from '../../model/task-result.ts'

/**
 * What came of tasks before the process that ran them was gone. A host goes through its tasks one after the other, so
 * that the second time it comes to a task is the second result that it has of it. Where a run was resumed before, its
 * later results count.
 */
export class RecordedResults {
  readonly #results = new Map<string, TaskResult[]>()
  readonly #taken = new Map<string, number>()
  readonly #touched = new Set<HostName>()
  readonly size: number

  constructor(events: readonly RunEvent[]) {
    const labels = new Map<string, TaskLabel>()
    let seen = new Map<string, number>()
    for (const event of events) {
      if (event.type === 'run-resumed') seen = new Map()
      if (event.type === 'steps-started') this.#touched.add(event.host)
      if (event.type === 'task-started') labels.set(event.task.id, event.task)
      const label = event.type === 'task-finished' ? labels.get(event.task) : undefined
      if (event.type !== 'task-finished' || label === undefined) continue
      const key = keyOf(event.host, label.at, label.module)
      const times = seen.get(key) ?? 0
      seen.set(key, times + 1)
      const results = this.#results.get(key) ?? []
      results[times] = event.result
      this.#results.set(key, results)
    }
    this.size = [...this.#results.values()].flat().filter(stands).length
  }

  /** Whether it had begun to change the host, or another one on its behalf. */
  hasTouched(host: HostName): boolean {
    return this.#touched.has(host)
  }

  /** What came of a task the next time that this host came to it, where that stands. Asked once each time. */
  take(host: HostName, task: Task): TaskResult | undefined {
    const key = keyOf(host, formatPosition(task.at), task.module)
    const times = this.#taken.get(key) ?? 0
    this.#taken.set(key, times + 1)
    const result = this.#results.get(key)?.[times]
    const isLasting = task.module !== TAKES_BACKUPS
    return result !== undefined && isLasting && stands(result) ? result : undefined
  }
}

/** What it took is stored when the run ends, and was lost with the process. */
const TAKES_BACKUPS = 'config_backup'

function keyOf(host: HostName, at: string, module: string): string {
  return [host, at, module].join('\0')
}

/**
 * A result that is not known in full (`no_log`, secrets) cannot take the place of the task, and a host that was out of
 * reach, or whose task was interrupted, did not have its turn.
 */
function stands(result: TaskResult): boolean {
  if (result.censored === true || result.status === 'unreachable') return false
  if (result.error?.code === 'INTERRUPTED') return false
  if (result.items?.some((item) => !stands(item.result)) === true) return false
  return !JSON.stringify(result.values).includes('[secret]')
}
