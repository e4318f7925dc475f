import { mkdir } from 'node:fs/promises'
import type { Generation, HostName } from './generations.ts'
import { mountsUnder, unmountUnder } from './mounts.ts'
import { STATE, hostPaths } from './paths.ts'
import { rootPath } from './root-fs/build.ts'
import { runOrThrow } from './run.ts'

/** Puts a host's root together: shared root, its seed, and what it wrote so far, which may be nothing. */
export async function mountDisk(generation: Generation): Promise<void> {
  const { disk, seed, root } = hostPaths(generation.name)
  for (const folder of ['upper', 'work', 'docker', 'containerd']) await mkdir(`${disk}/${folder}`, { recursive: true })
  await mkdir(root, { recursive: true })
  if ((await mountsUnder(root)).length > 0) return

  const layers = `lowerdir=${seed}:${rootPath(generation)},upperdir=${disk}/upper,workdir=${disk}/work`
  await runOrThrow(['mount', '-t', 'overlay', 'longshore-lab', '-o', layers, root])
}

export async function unmountDisk(name: HostName): Promise<void> {
  await unmountUnder(hostPaths(name).root)
}

/** For `down` and for leftovers of a crash: nothing of the lab stays mounted. */
export async function unmountAll(): Promise<void> {
  await unmountUnder(STATE)
}

/** Whether the host's disk is mounted over the root that today's recipe names, not over an earlier one. */
export async function isMountedOverCurrentRoot(generation: Generation): Promise<boolean> {
  const mounts = await mountsUnder(hostPaths(generation.name).root)
  return mounts.some((mount) => mount.options.includes(`:${rootPath(generation)},`))
}
