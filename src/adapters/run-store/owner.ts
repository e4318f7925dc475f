import type { ProcessIdentity } from '../../model/process-identity.ts'
import type { RunOwner } from '../../ports/run-store.ts'
import { createNumbered, lastNumbered } from './numbered-files.ts'
import { identityOf, isAlive } from './process-identity.ts'

/**
 * Makes this process the one that works on the run. Owners are files `owner-1.json`, `owner-2.json` ... and the last one
 * counts: whoever makes the next number first has it. Gives who has it where that is a process that is alive.
 */
export async function claimRun(runFolder: string, pid: number = process.pid): Promise<RunOwner | undefined> {
  const last = await lastNumbered<ProcessIdentity>(runFolder, 'owner')
  if (last !== undefined && isAlive(last.content)) return ownerFrom(last.content)
  const claim = { number: (last?.number ?? 0) + 1, content: identityOf(pid) }
  return (await createNumbered(runFolder, 'owner', claim)) ? undefined : ownerOf(runFolder)
}

/** The process that works on the run, or did last. */
export async function ownerOf(runFolder: string): Promise<RunOwner | undefined> {
  const last = await lastNumbered<ProcessIdentity>(runFolder, 'owner')
  return last === undefined ? undefined : ownerFrom(last.content)
}

function ownerFrom(identity: ProcessIdentity): RunOwner {
  return { pid: identity.pid, host: identity.host, isAlive: isAlive(identity) }
}
