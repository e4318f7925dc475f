import type { HostName } from '../../model/inventory.ts'
import type { TaskLabel } from '../../model/run-event/task-label.ts'
import type { TaskResult } from '../../model/task-result.ts'

/** A task that has begun on some hosts, and what is known of it. */
export class OpenTask {
  readonly label: TaskLabel
  readonly total: number
  readonly startedAt: number
  readonly results: (readonly [host: HostName, result: TaskResult])[] = []
  readonly steps: (readonly [host: HostName, steps: readonly string[]])[] = []
  /** Hosts that are being put back. */
  readonly undoing = new Set<HostName>()
  readonly outstanding: Set<HostName>
  readonly counts = { failed: 0, unreachable: 0, changed: 0 }

  constructor(label: TaskLabel, hosts: readonly HostName[], startedAt: number) {
    this.label = label
    this.total = hosts.length
    this.outstanding = new Set(hosts)
    this.startedAt = startedAt
  }

  finish(host: HostName, result: TaskResult): void {
    this.outstanding.delete(host)
    this.undoing.delete(host)
    this.results.push([host, result])
    if (result.status === 'failed' && result.ignored !== true) this.counts.failed++
    if (result.status === 'unreachable') this.counts.unreachable++
    if (result.status === 'changed') this.counts.changed++
  }
}
