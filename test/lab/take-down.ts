import { rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { GENERATIONS, HOST_NAMES, type HostName } from './generations.ts'
import { cutPower, wipeDisk } from './host.ts'
import { unmountAll } from './disk.ts'
import { withLock } from './lock.ts'
import { deleteBridge } from './network.ts'
import { RUNNING, STATE } from './paths.ts'
import { endRegistry, REGISTRY_NAMES } from './registries.ts'

/**
 * Ends the named hosts, or the whole lab: its processes by the ids it kept, its mounts, its bridge. Keys and cached
 * roots stay, so the next start is quick and known_hosts stays true.
 */
export async function takeDown(hosts: readonly HostName[] = HOST_NAMES): Promise<void> {
  if (!existsSync(STATE)) return

  await withLock('lab', async () => {
    for (const name of hosts) {
      await cutPower(GENERATIONS[name])
      await wipeDisk(GENERATIONS[name])
    }
    if (hosts.length < HOST_NAMES.length) return

    for (const registry of REGISTRY_NAMES) await endRegistry(registry)
    await unmountAll()
    await deleteBridge()
    await rm(RUNNING, { recursive: true, force: true })
  })
}
