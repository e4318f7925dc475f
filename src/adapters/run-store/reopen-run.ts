import { open, readFile, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { KeptRequest, ReopenedRun } from '../../ports/run-store.ts'
import { journalChanged, journalUnwritable, requestMissing, runAlive } from './errors.ts'
import { journalOn } from './journal.ts'
import { claimRun } from './owner.ts'
import { readJournal } from './read-journal.ts'

export const REQUEST_FILE = 'request.json'

/** Takes a run over from a process that is gone. The journal is mended where its last line was cut short. */
export async function reopenRun(runFolder: string): Promise<Result<ReopenedRun, LongshoreError>> {
  const path = join(runFolder, 'journal.jsonl')
  const request = await requestIn(runFolder)
  if (request === undefined) return err(requestMissing(runFolder))
  const owner = await claimRun(runFolder)
  if (owner !== undefined) return err(runAlive(owner))
  const journal = await readJournal(path)
  if (!journal.ok) return journal
  const { events, torn, chain } = journal.value
  if (chain.kind !== 'intact') return err(journalChanged(path, chain.kind === 'broken' ? chain.line : 1))
  try {
    if (torn) await cutLastLine(path)
    return ok({ events, request, journal: journalOn(path, await open(path, 'a'), chain.seal) })
  } catch (cause) {
    return err(journalUnwritable(path, cause))
  }
}

export async function requestIn(runFolder: string): Promise<KeptRequest | undefined> {
  try {
    return JSON.parse(await readFile(join(runFolder, REQUEST_FILE), 'utf8')) as KeptRequest
  } catch {
    return undefined
  }
}

async function cutLastLine(path: string): Promise<void> {
  const bytes = await readFile(path)
  await truncate(path, bytes.lastIndexOf('\n') + 1)
}
