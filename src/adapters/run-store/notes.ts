import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { runsUnreadable } from './errors.ts'
import { createNumbered, lastNumbered, readNumbered } from './numbered-files.ts'

/** Of a run's folder: `rollback-N.json` each time that somebody rolled it back, `guard-N.json` for what was heard of its guards. */
export type NoteKind = 'rollback' | 'guard'

/** Oldest first. */
export async function notesOf<T>(runFolder: string, kind: NoteKind): Promise<Result<readonly T[], LongshoreError>> {
  try {
    const last = await lastNumbered<T>(runFolder, kind)
    const numbers = Array.from({ length: last?.number ?? 0 }, (_each, index) => index + 1)
    const notes = await Promise.all(numbers.map((number) => readNumbered<T>(runFolder, kind, number)))
    return ok(notes.filter((note) => note !== undefined))
  } catch (cause) {
    return err(runsUnreadable(runFolder, cause))
  }
}

/** Rejects where it cannot be written. */
export async function addNote(runFolder: string, kind: NoteKind, content: object): Promise<void> {
  for (;;) {
    const number = ((await lastNumbered(runFolder, kind))?.number ?? 0) + 1
    if (await createNumbered(runFolder, kind, { number, content })) return
  }
}
