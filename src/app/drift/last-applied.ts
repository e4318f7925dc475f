import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { HostName } from '../../model/inventory.ts'
import type { NumberedEvent } from '../../model/run-event/run-event.ts'
import type { TaskResult } from '../../model/task-result.ts'
import type { RunArchive } from '../../ports/run-store.ts'

/** What Longshore left on a host last, by the journals of runs. */
export interface LastApplied {
  readonly run: string
  readonly time: string
  /** By the path of each file; null where it was removed. */
  readonly checksums: Readonly<Record<string, string | null>>
}

/** Of each of the hosts the newest; journals that cannot be read are passed over. */
export async function lastApplied(
  hosts: readonly HostName[],
  archive: Pick<RunArchive, 'list' | 'read'>,
): Promise<Result<ReadonlyMap<HostName, LastApplied>, LongshoreError>> {
  const listed = await archive.list()
  if (!listed.ok) return listed
  const found = new Map<HostName, LastApplied>()
  for (const run of [...listed.value].reverse()) {
    if (hosts.every((host) => found.has(host))) break
    const read = await archive.read(run)
    if (!read.ok) continue
    for (const [host, applied] of appliedIn(run, read.value.journal.events)) {
      if (hosts.includes(host) && !found.has(host)) found.set(host, applied)
    }
  }
  return ok(found)
}

/** Of one run: files of tasks that were done and stayed. A host that was put back in it is as some earlier run left it. */
export function appliedIn(run: string, events: readonly NumberedEvent[]): ReadonlyMap<HostName, LastApplied> {
  const applied = new Map<HostName, LastApplied>()
  if (events.some((event) => event.type === 'run-started' && event.check)) return applied
  const undone = new Set<HostName>()
  for (const event of events) {
    if (event.type === 'undo-finished') undone.add(event.host)
    if (event.type === 'rollback-finished') for (const host of Object.keys(event.hosts)) undone.add(host)
    if (event.type !== 'task-finished') continue
    const checksums = resultsIn(event.result).map(checksumsOf)
    const all = Object.assign({}, ...checksums) as LastApplied['checksums']
    if (Object.keys(all).length === 0) continue
    const before = applied.get(event.host)?.checksums
    applied.set(event.host, { run, time: event.time, checksums: { ...before, ...all } })
  }
  for (const host of undone) applied.delete(host)
  return applied
}

/** Those of a loop's items, or the one. */
export function resultsIn(result: TaskResult): readonly TaskResult[] {
  return result.items === undefined ? [result] : result.items.map((item) => item.result)
}

function checksumsOf({ status, values }: TaskResult): LastApplied['checksums'] {
  const { checksums, action } = values
  const isDone = (status === 'ok' || status === 'changed') && action !== 'staged'
  return isDone && typeof checksums === 'object' && checksums !== null ? (checksums as LastApplied['checksums']) : {}
}
