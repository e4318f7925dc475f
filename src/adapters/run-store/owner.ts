import { link, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunOwner } from '../../ports/run-store.ts'
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts'

const OWNER = /^owner-(\d+)\.json$/

/**
 * Makes this process the one that works on the run. Owners are files `owner-1.json`, `owner-2.json` ... and the last one
 * counts: whoever makes the next number first has it. Gives who has it where that is a process that is alive.
 */
export async function claimRun(runFolder: string, pid: number = process.pid): Promise<RunOwner | undefined> {
  const last = await lastOwner(runFolder)
  if (last?.owner.isAlive === true) return last.owner
  const draft = join(runFolder, `.owner-${pid}`)
  await writeFile(draft, `${JSON.stringify(identityOf(pid))}\n`, { mode: 0o600 })
  try {
    await link(draft, join(runFolder, `owner-${(last?.number ?? 0) + 1}.json`))
    return undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return (await lastOwner(runFolder))?.owner
  } finally {
    await rm(draft, { force: true })
  }
}

/** The process that works on the run, or did last. */
export async function ownerOf(runFolder: string): Promise<RunOwner | undefined> {
  return (await lastOwner(runFolder))?.owner
}

async function lastOwner(
  runFolder: string,
): Promise<{ readonly number: number; readonly owner: RunOwner } | undefined> {
  const numbers = (await readdir(runFolder)).flatMap((name) => OWNER.exec(name)?.[1] ?? []).map(Number)
  if (numbers.length === 0) return undefined
  const number = Math.max(...numbers)
  const identity = JSON.parse(await readFile(join(runFolder, `owner-${number}.json`), 'utf8')) as ProcessIdentity
  return { number, owner: { pid: identity.pid, host: identity.host, isAlive: isAlive(identity) } }
}
