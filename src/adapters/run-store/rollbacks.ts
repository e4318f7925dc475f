import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { RollbackNote } from '../../ports/run-store.ts'
import { orderUnwritable } from './errors.ts'
import { addNote } from './notes.ts'
import type { Speaker } from './speaker.ts'

export async function noteRollback(
  runFolder: string,
  hosts: RollbackNote['hosts'],
  { by, clock }: Speaker,
): Promise<Result<undefined, LongshoreError>> {
  const note: RollbackNote = { by, time: clock.now().toISOString(), hosts }
  try {
    await addNote(runFolder, 'rollback', note)
    return ok(undefined)
  } catch (cause) {
    return err(orderUnwritable(runFolder, cause))
  }
}
