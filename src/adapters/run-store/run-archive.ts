import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok } from '../../base/result.ts'
import type { RunArchive } from '../../ports/run-store.ts'
import { requestMissing, runsUnreadable } from './errors.ts'
import { ownerOf } from './owner.ts'
import { interruptOwner } from './interrupt-owner.ts'
import { readJournal } from './read-journal.ts'
import { reopenRun, requestIn } from './reopen-run.ts'
import { notesOf } from './notes.ts'
import { noteRollback } from './rollbacks.ts'
import { openRunControl } from './run-control.ts'
import type { Speaker } from './speaker.ts'

/** The runs below a state folder, for who looks at them. There are none where the folder is not there. */
export function openRunArchive(folder: string, speaker: Speaker): RunArchive {
  const runs = join(folder, 'runs')
  return {
    async list() {
      try {
        const entries = await readdir(runs, { withFileTypes: true })
        return ok(entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort())
      } catch (cause) {
        return (cause as NodeJS.ErrnoException).code === 'ENOENT' ? ok([]) : err(runsUnreadable(runs, cause))
      }
    },
    async request(run) {
      const request = await requestIn(join(runs, run))
      return request === undefined ? err(requestMissing(join(runs, run))) : ok(request)
    },
    rollbacks: (run) => notesOf(join(runs, run), 'rollback'),
    guards: (run) => notesOf(join(runs, run), 'guard'),
    noteRollback: (run, hosts) => noteRollback(join(runs, run), hosts, speaker),
    reopen: (run) => reopenRun(join(runs, run)),
    control: (run) => openRunControl(join(runs, run), speaker),
    interrupt: (run, times) => interruptOwner(join(runs, run), times),
    async read(run) {
      const journal = await readJournal(join(runs, run, 'journal.jsonl'))
      if (!journal.ok) return journal
      const owner = await ownerOf(join(runs, run))
      return ok({ run, journal: journal.value, ...(owner === undefined ? {} : { owner }) })
    },
  }
}
