import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok } from '../../base/result.ts'
import type { ScheduleState } from '../../model/schedule/schedule-state.ts'
import type { ScheduleStore } from '../../ports/schedule-store.ts'
import { createNumbered, lastNumbered } from '../run-store/numbered-files.ts'
import { identityOf, isAlive } from '../run-store/process-identity.ts'
import { stateUnreadable, stateUnwritable } from './errors.ts'

const PREFIX = 'state'
/** Far more than two processes write while a third one sleeps between its reading and its writing. */
const KEPT = 20

/**
 * One folder a schedule below `<folder>/schedules/<project>`. Its states are files `state-1.json`, `state-2.json` ... of
 * which the last one counts: whoever makes the next number has decided, and everybody else reads again.
 */
export function openScheduleStore(folder: string, projectFile: string): ScheduleStore {
  const project = createHash('sha256').update(projectFile).digest('hex').slice(0, 16)
  const folderOf = (schedule: string) => join(folder, 'schedules', project, schedule)
  return {
    me: identityOf(process.pid),
    isAlive,
    async read(schedule) {
      try {
        const last = await lastNumbered<ScheduleState>(folderOf(schedule), PREFIX)
        return ok({ version: last?.number ?? 0, state: last?.content })
      } catch (cause) {
        return err(stateUnreadable(folderOf(schedule), cause))
      }
    },
    async replace(schedule, { version }, content) {
      const own = folderOf(schedule)
      try {
        await mkdir(own, { recursive: true, mode: 0o700 })
        const isMine = await createNumbered(own, PREFIX, { number: version + 1, content })
        return ok(isMine && (await isLast(own, version + 1)))
      } catch (cause) {
        return err(stateUnwritable(own, cause))
      }
    },
  }
}

/** A number that was swept away in the meantime is made anew by who slept for long: that one was not first. */
async function isLast(folder: string, number: number): Promise<boolean> {
  const numbers = (await readdir(folder)).flatMap((name) => /^state-(\d+)\.json$/.exec(name)?.[1] ?? []).map(Number)
  if (Math.max(...numbers) >= number + KEPT) {
    await rm(join(folder, `${PREFIX}-${number}.json`))
    return false
  }
  for (const old of numbers.filter((each) => each <= number - KEPT)) await rm(join(folder, `${PREFIX}-${old}.json`))
  const directory = await open(folder)
  await directory.sync().finally(() => directory.close())
  return true
}
