import { rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { GENERATIONS, HOST_NAMES, type HostName } from './generations.ts'
import { cutPower, wipeDisk } from './host.ts'
import { unmountAll } from './disk.ts'
import { takeLock, withLock, type Release } from './lock.ts'
import { deleteBridge } from './network.ts'
import { RUNNING, STATE } from './paths.ts'
import { endRegistry, REGISTRY_NAMES } from './registries.ts'

/**
 * Ends the named hosts, or the whole lab: its processes by the ids it kept, its mounts, its bridge. Keys and cached
 * roots stay, so the next start is quick and known_hosts stays true. Waits for tests that have borrowed a host.
 */
export async function takeDown(hosts: readonly HostName[], say: (line: string) => void): Promise<void> {
  if (!existsSync(STATE)) return

  const releases: Release[] = []
  for (const name of hosts) releases.push(await takeFromTests(name, say))

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
  }).finally(() => releases.forEach((release) => release()))
}

async function takeFromTests(name: HostName, say: (line: string) => void): Promise<Release> {
  const free = await takeLock(name, 0).catch(() => undefined)
  if (free !== undefined) return free
  say(`${name} is in use by a test: waiting for it`)
  return takeLock(name)
}
