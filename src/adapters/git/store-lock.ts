import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProcessIdentity } from '../../model/process-identity.ts'
import type { Clock } from '../../ports/clock.ts'
import { createNumbered, lastNumbered } from '../run-store/numbered-files.ts'
import { identityOf, isAlive } from '../run-store/process-identity.ts'
import { folderUnwritable, storeBusy } from './errors.ts'

const WAIT_MS = 200
const PATIENCE_MS = 300_000

/** Free is a lock whose process is gone, however it went: files `lock-1.json`, `lock-2.json` ... of which the last counts. */
export async function locked<T>(folder: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const before = inThisProcess.get(folder) ?? Promise.resolve()
  const turn = before.then(() => lockedAgainstOthers(folder, clock, work))
  inThisProcess.set(
    folder,
    turn.catch(() => undefined),
  )
  return turn
}

/** A process does not wait for itself by looking whether it is alive. */
const inThisProcess = new Map<string, Promise<unknown>>()

async function lockedAgainstOthers<T>(folder: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const number = await acquire(folder, clock)
  try {
    return await work()
  } finally {
    await release(folder, number)
  }
}

async function acquire(folder: string, clock: Clock): Promise<number> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (let waited = 0; ; waited += WAIT_MS) {
      const last = await lastNumbered<ProcessIdentity>(folder, 'lock')
      const number = (last?.number ?? 0) + 1
      const isFree = last === undefined || !isAlive(last.content)
      if (isFree && (await isOurs(folder, number))) return number
      if (waited >= PATIENCE_MS && last !== undefined) throw storeBusy(folder, last.content.pid, last.content.host)
      await clock.sleep(WAIT_MS)
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === undefined || 'hint' in (cause as object)) throw cause
    throw folderUnwritable(folder, cause)
  }
}

/** A number below the last is one that its holder has cleaned up meanwhile. */
async function isOurs(folder: string, number: number): Promise<boolean> {
  if (!(await createNumbered(folder, 'lock', { number, content: identityOf(process.pid) }))) return false
  const last = await lastNumbered(folder, 'lock')
  if (last?.number === number) return true
  await rm(fileOf(folder, number), { force: true })
  return false
}

async function release(folder: string, number: number): Promise<void> {
  const freed = join(folder, `.freed-${process.pid}-${number}`)
  const nobody: ProcessIdentity = { pid: 0, host: identityOf(process.pid).host, started: 'ended' }
  try {
    for (const name of await readdir(folder)) {
      const older = Number(/^lock-(\d+)\.json$/.exec(name)?.[1] ?? Infinity)
      if (older < number) await rm(join(folder, name), { force: true })
    }
    await writeFile(freed, `${JSON.stringify(nobody)}\n`, { mode: 0o600 })
    await rename(freed, fileOf(folder, number))
  } catch {
    // A full disk: what cannot be freed so is freed by its removal.
    await rm(fileOf(folder, number), { force: true }).catch(() => undefined)
    await rm(freed, { force: true }).catch(() => undefined)
  }
}

function fileOf(folder: string, number: number): string {
  return join(folder, `lock-${number}.json`)
}
