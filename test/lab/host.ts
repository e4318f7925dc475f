import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { inOwnCgroup, removeCgroup } from './cgroup.ts'
import type { Generation } from './generations.ts'
import { isReadyWithin } from './host-readiness.ts'
import { startDaemon } from './daemon.ts'
import { isMountedOverCurrentRoot, mountDisk, unmountDisk } from './disk.ts'
import { BRIDGE, portExists } from './network.ts'
import { hostPaths } from './paths.ts'
import {
  childrenOf,
  end,
  endPart,
  identify,
  isAlive,
  isNamespaceInit,
  recall,
  remember,
  type ProcessId,
} from './processes.ts'
import { rootPath } from './root-fs/build.ts'
import { writeSeedLayer } from './seed-layer.ts'

const BOOT_TIMEOUT_MS = 90_000
const RECOVERY_MS = 10_000
const POLL_MS = 100

/** Boots the host on the disk it has, and returns when sshd, Docker and containerd answer. */
export async function bootHost(generation: Generation): Promise<void> {
  if (await isRunning(generation)) return
  await mountDisk(generation)
  const init = await startInit(generation)
  if (await isReadyWithin(generation, init, BOOT_TIMEOUT_MS)) return
  throw new Error(`${generation.name} did not boot: see ${hostPaths(generation.name).console}`)
}

/** Whether the host runs on today's root with all its daemons answering; one that is still booting gets its time. */
export async function isSound(generation: Generation): Promise<boolean> {
  const init = await initOf(generation)
  if (init === undefined || !(await isMountedOverCurrentRoot(generation))) return false
  return isReadyWithin(generation, init, RECOVERY_MS)
}

/** Takes the power away: the host's init and all its processes are gone at once, what they had not written is lost. */
export async function cutPower(generation: Generation): Promise<void> {
  for (const id of await recall(generation.name)) {
    const init = initBelow(id)
    if (init !== undefined) await end(init)
  }
  await endPart(generation.name)
  while (await portExists(generation.name)) await sleep(POLL_MS / 4)
  await removeCgroup(generation.name)
  await unmountDisk(generation.name)
}

/** Boots a host that has no memory of anything; whatever an earlier life left behind is cleared away first. */
export async function bootPristine(generation: Generation): Promise<void> {
  await cutPower(generation)
  await wipeDisk(generation)
  await writeSeedLayer(generation, rootPath(generation))
  await bootHost(generation)
}

/** Throws away what the host wrote. Only for a host without power. */
export async function wipeDisk(generation: Generation): Promise<void> {
  await rm(hostPaths(generation.name).disk, { recursive: true, force: true })
}

export async function isRunning(generation: Generation): Promise<boolean> {
  return (await initOf(generation)) !== undefined
}

/** The host's own init as this machine sees it. */
export async function initOf(generation: Generation): Promise<ProcessId | undefined> {
  const [init, nspawn] = await recall(generation.name)
  return nspawn === undefined ? undefined : init
}

/** Remembered init first: killing nspawn alone would leave the host running. */
async function startInit(generation: Generation): Promise<ProcessId> {
  const { console } = hostPaths(generation.name)
  const env = { SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' }
  const nspawn = await startDaemon(generation.name, nspawnCommand(generation), {
    stdout: console,
    stderr: console,
    env,
  })

  while (isAlive(nspawn)) {
    const init = initBelow(nspawn)
    if (init === undefined) {
      await sleep(POLL_MS / 4)
      continue
    }
    await remember(generation.name, [init, nspawn])
    return init
  }
  throw new Error(`systemd-nspawn gave up on ${generation.name}: see ${console}`)
}

/** Of nspawn's children, the one that is number 1 in a process namespace of its own. */
function initBelow(nspawn: ProcessId): ProcessId | undefined {
  const init = childrenOf(nspawn.pid).find((pid) => isNamespaceInit(pid))
  return init === undefined ? undefined : identify(init)
}

function nspawnCommand(generation: Generation): readonly string[] {
  const { root, disk } = hostPaths(generation.name)
  const hasSystemd = existsSync('/run/systemd/system')
  const command = [
    'systemd-nspawn',
    '--quiet',
    '--register=no',
    ...(hasSystemd ? [] : ['--keep-unit']),
    `--directory=${root}`,
    `--machine=${generation.name}`,
    `--network-bridge=${BRIDGE}`,
    '--capability=all',
    '--system-call-filter=@known',
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
    `--bind=${disk}/docker:/var/lib/docker`,
    `--bind=${disk}/containerd:/var/lib/containerd`,
    '--boot',
  ]
  return hasSystemd ? command : inOwnCgroup(generation.name, command)
}
