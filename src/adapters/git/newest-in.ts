import type { HostName } from '../../model/inventory.ts'
import type { NewestBackup } from '../../ports/backup-store.ts'
import { versionsIn } from './history.ts'
import { hostsIn, readTree } from './host-tree.ts'
import { readNewest, versionsHere, type KnownRun } from './newest-backups.ts'
import type { Repo } from './repo.ts'

/**
 * As the controllers noted it, hosts that only another one has among them. Of a host whose newest version is not here, or
 * was never noted, the history tells which one it is.
 */
export async function newestIn(repo: Repo): Promise<ReadonlyMap<HostName, NewestBackup>> {
  const head = await repo.head()
  if (head === undefined) return new Map()
  const words = ['ls-tree', '-r', '-z', '--full-tree', head]
  const hosts = hostsIn(readTree(await repo.must('the newest backup cannot be read', words)))
  const noted = (await readNewest(repo)).hosts
  const here = await versionsHere(repo, Object.values(noted))
  const newest = new Map(Object.entries(noted).map(([host, known]) => [host, asNewest(known)] as const))
  const isHere = (host: HostName) => here.has(noted[host]?.version ?? '')
  const unknown = new Set(hosts.filter((host) => !isHere(host)))
  if (unknown.size === 0) return newest
  for (const { id, time, run, hosts: changed } of await versionsIn(repo, undefined)) {
    for (const host of changed) {
      if (!unknown.delete(host)) continue
      const known = newest.get(host)
      const isNoted = known !== undefined && known.time >= time
      newest.set(host, isNoted ? { ...known, version: id } : { version: id, time, ...(run !== undefined && { run }) })
    }
  }
  return newest
}

function asNewest({ run, time, version }: KnownRun): NewestBackup {
  return { run, version, time: new Date(time) }
}
