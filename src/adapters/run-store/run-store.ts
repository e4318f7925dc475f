import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GuardNote, KeptRequest, RunStore } from '../../ports/run-store.ts'
import { guardUnnoted, stateFolderUnwritable } from './errors.ts'
import { openJournal } from './journal.ts'
import { addNote } from './notes.ts'
import { claimRun } from './owner.ts'
import { REQUEST_FILE } from './reopen-run.ts'
import { isMissing } from './numbered-files.ts'
import { isRunId } from './run-id.ts'

/**
 * Journals as files: `<folder>/runs/<run>/journal.jsonl`, folders 0700 and files 0600. `create` rejects with
 * STATE_UNWRITABLE where that cannot be.
 */
export function createRunStore(folder: string): RunStore {
  return {
    async create(run, request) {
      const runFolder = join(folder, 'runs', run)
      try {
        await mkdir(runFolder, { recursive: true, mode: 0o700 })
        const journal = await openJournal(join(runFolder, 'journal.jsonl'))
        if (request !== undefined) await keepRequest(runFolder, request)
        await claimRun(runFolder)
        return journal
      } catch (cause) {
        throw stateFolderUnwritable(runFolder, cause)
      }
    },
    async noteGuard({ run, host }, { message, time }) {
      const note: GuardNote = { host, message, time }
      if (!isRunId(run)) return undefined
      const runFolder = join(folder, 'runs', run)
      try {
        await addNote(runFolder, 'guard', note)
      } catch (cause) {
        return isMissing(cause) ? undefined : guardUnnoted(run, runFolder, cause)
      }
      return undefined
    },
  }
}

async function keepRequest(runFolder: string, request: KeptRequest): Promise<void> {
  await writeFile(join(runFolder, REQUEST_FILE), `${JSON.stringify(request)}\n`, { mode: 0o600, flush: true })
}
