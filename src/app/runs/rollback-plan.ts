import type { HostName } from '../../model/inventory.ts'
import type { RunEvent } from '../../model/run-event/run-event.ts'
import type { UndoPlace } from '../../model/run-event/undo-place.ts'
import type { RollbackNote } from '../../ports/run-store.ts'
import { ROLLBACK_MODULE } from './rollback-module.ts'

/** Hosts whose records are reached in the same way. */
export interface RollbackGroup {
  readonly hosts: readonly HostName[]
  readonly way: Omit<UndoPlace, 'on'>
}

/** Where a run may have left something to undo, by its journal, the place that was changed last first. */
export function rollbackGroups(
  events: readonly RunEvent[],
  earlier: readonly RollbackNote[],
): readonly RollbackGroup[] {
  const done = new Set(earlier.flatMap(({ hosts }) => Object.keys(hosts).filter((host) => hosts[host] === 'done')))
  const groups = new Map<string, { readonly hosts: Set<HostName>; readonly way: RollbackGroup['way'] }>()
  for (const event of events.toReversed()) {
    if (event.type !== 'steps-started' || event.records === undefined || done.has(event.records.on)) continue
    const { on, ...way } = event.records
    const key = JSON.stringify([way.user, way.as])
    const group = groups.get(key) ?? { hosts: new Set(), way }
    group.hosts.add(on)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ hosts, way }) => ({ hosts: [...hosts].sort(), way }))
}

/** The playbook that undoes the run on the hosts of a group. One that fails stops no other. */
export function rollbackPlaybook(run: string, { hosts, way }: RollbackGroup): string {
  const play = {
    name: `Roll back run ${run}`,
    hosts,
    gather_facts: false,
    strategy: 'free',
    become: way.as !== undefined,
    ...(way.as === undefined ? {} : { become_user: way.as }),
    ...(way.user === undefined ? {} : { remote_user: way.user }),
    tasks: [{ name: 'Undo what it did', [ROLLBACK_MODULE]: {} }],
  }
  return `${JSON.stringify([play])}\n`
}
