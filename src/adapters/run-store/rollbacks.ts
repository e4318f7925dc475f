import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { RollbackNote } from '../../ports/run-store.ts'
import { orderUnwritable, runsUnreadable } from './errors.ts'
import { createNumbered, lastNumbered, readNumbered } from './numbered-files.ts'
import type { Speaker } from './speaker.ts'

/** Files `rollback-N.json` of the run's folder, one for each time that somebody rolled it back. */
const PREFIX = 'rollback'

export async function rollbacksOf(runFolder: string): Promise<Result<readonly RollbackNote[], LongshoreError>> {
  try {
    const last = await lastNumbered<RollbackNote>(runFolder, PREFIX)
    const numbers = Array.from({ length: last?.number ?? 0 }, (_each, index) => index + 1)
    const notes = await Promise.all(numbers.map((number) => readNumbered<RollbackNote>(runFolder, PREFIX, number)))
    return ok(notes.filter((note) => note !== undefined))
  } catch (cause) {
    return err(runsUnreadable(runFolder, cause))
  }
}

export async function noteRollback(
  runFolder: string,
  hosts: RollbackNote['hosts'],
  { by, clock }: Speaker,
): Promise<Result<undefined, LongshoreError>> {
  try {
    const note: RollbackNote = { by, time: clock.now().toISOString(), hosts }
    for (;;) {
      const number = ((await lastNumbered(runFolder, PREFIX))?.number ?? 0) + 1
      if (await createNumbered(runFolder, PREFIX, { number, content: note })) return ok(undefined)
    }
  } catch (cause) {
    return err(orderUnwritable(runFolder, cause))
  }
}
