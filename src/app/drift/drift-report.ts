import type { DriftReport, HostDrift } from '../../model/drift.ts'
import type { HostName } from '../../model/inventory.ts'
import type { RunEvent } from '../../model/run-event/run-event.ts'
import type { TaskResult } from '../../model/task-result.ts'
import { judgeHost, type HostSight } from './judge-host.ts'
import type { LastApplied } from './last-applied.ts'
import { runtimesOf } from './runtime-facts.ts'

/** The module whose results are what hosts say of themselves. */
export const FACTS_MODULE = 'registry_facts'

export interface Looked {
  readonly run: string
  readonly playbooks: readonly string[]
  readonly hosts: readonly HostName[]
  /** Of a run in check mode with diffs. */
  readonly events: readonly RunEvent[]
  readonly lastApplied: ReadonlyMap<HostName, LastApplied>
}

/** What a run in check mode saw, host by host. Pure. */
export function driftReport({ run, playbooks, hosts, events, lastApplied }: Looked): DriftReport {
  const drifts = hosts.map((host): [HostName, HostDrift] => [
    host,
    judgeHost({ ...sightOf(host, events), lastApplied: lastApplied.get(host) }),
  ])
  return { run, playbooks, hosts: Object.fromEntries(drifts) }
}

function sightOf(host: HostName, events: readonly RunEvent[]): Omit<HostSight, 'lastApplied'> {
  const labels = new Map(
    events.flatMap((event) => (event.type === 'task-started' ? [[event.task.id, event.task]] : [])),
  )
  const results = events.flatMap((event) => (event.type === 'task-finished' && event.host === host ? [event] : []))
  const isFacts = ({ task }: { readonly task: string }) => labels.get(task)?.module === FACTS_MODULE
  /** Handlers run because a task would change something, which is told already. */
  const isWork = ({ task }: { readonly task: string }) => labels.get(task)?.kind === 'task' && !isFacts({ task })
  const nameOf = (task: string) => labels.get(task)?.name ?? task
  const told = results.filter(isFacts)
  const named = (each: { readonly task: string; readonly result: TaskResult }) => ({
    name: nameOf(each.task),
    result: each.result,
  })
  return {
    runtimes: told.flatMap(({ result }) => runtimesOf(result.values)),
    tasks: [...results.filter(isWork), ...told.filter(({ result }) => result.error !== undefined)].map(named),
  }
}
