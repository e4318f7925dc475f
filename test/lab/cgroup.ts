import { existsSync } from 'node:fs'
import { readdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HostName } from './generations.ts'

const DEADLINE_MS = 5_000
const POLL_MS = 50

/**
 * Runs a program in the host's own control group. Without it all hosts of a machine that has no systemd share one, and
 * every boot leaves BPF programs of its units there: at 64 of them the kernel refuses the next (E2BIG), and units fail.
 */
export function inOwnCgroup(host: HostName, argv: readonly string[]): readonly string[] {
  const folder = cgroupOf(host)
  return folder === undefined ? argv : ['sh', '-c', ENTER, 'sh', folder, ...argv]
}

const ENTER = 'mkdir -p "$1" && echo $$ > "$1/cgroup.procs" && shift && exec "$@"'

/** Removes it with all that hangs on it, once the last process of the host is gone. */
export async function removeCgroup(host: HostName): Promise<void> {
  const folder = cgroupOf(host)
  if (folder === undefined) return
  const deadline = Date.now() + DEADLINE_MS
  while (existsSync(folder)) {
    const busy = await removeFolders(folder).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (busy === undefined) return
    if (Date.now() > deadline) throw new Error(`${folder} cannot be removed`, { cause: busy })
    await sleep(POLL_MS)
  }
}

/** Files of a control group go with their folder. */
async function removeFolders(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries) if (entry.isDirectory()) await removeFolders(join(folder, entry.name))
  await rmdir(folder)
}

/** Undefined where there is no cgroup2 to make one in. */
function cgroupOf(host: HostName): string | undefined {
  const root = ['/sys/fs/cgroup/unified', '/sys/fs/cgroup'].find((path) => existsSync(`${path}/cgroup.procs`))
  return root === undefined ? undefined : `${root}/longshore-lab-${host}`
}
