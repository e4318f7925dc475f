import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'longshore-sandbox-'

/** A folder for this run, named after this process. It goes when the process ends, or with the next run after that. */
export async function makeRunFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  await removeLeftovers()
  const path = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`))
  const atExit = (): void => rmSync(path, { recursive: true, force: true })
  process.once('exit', atExit)
  return {
    path,
    remove: async () => {
      process.off('exit', atExit)
      await rm(path, { recursive: true, force: true })
    },
  }
}

async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
