import { movedSince } from '../../app/schedules/pin.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { ScheduleStore } from '../../ports/schedule-store.ts'
import type { Composition } from '../composition.ts'
import { runCommand } from '../run-command.ts'
import { performDrift } from './perform-drift.ts'
import { workOf } from './work-of.ts'
import { flagsOf } from './schedule-flags.ts'
import { resolveSchedule } from './resolve-schedule.ts'

export interface Performance {
  readonly composition: Composition
  readonly store: ScheduleStore
  readonly output: string | undefined
}

/** The work of a schedule as an ordinary run, with its journal under this id. Gives the exit code. */
export async function performSchedule(
  schedule: Schedule,
  run: string,
  { composition, store, output }: Performance,
): Promise<number> {
  const { io } = composition
  for (const moved of await movedOf(schedule, { composition, store })) {
    io.stderr(`warning: ${schedule.name} is not as it was pinned: ${moved}\n`)
  }
  const asThisRun = { ...composition, newRunId: () => Promise.resolve(run) }
  const { playbooks, inMemory } = workOf(schedule, io.cwd)
  const flags = flagsOf(schedule, output)
  if (schedule.work.kind === 'drift') return performDrift(schedule, { composition: asThisRun, store, run, flags })
  return runCommand(playbooks, flags, asThisRun, inMemory === undefined ? {} : { inMemory })
}

/** How the hosts and the playbooks of a schedule differ from its pin. Nothing where it has none, or cannot be loaded. */
export async function movedOf(
  schedule: Schedule,
  { composition, store }: Pick<Performance, 'composition' | 'store'>,
): Promise<readonly string[]> {
  const kept = await store.read(schedule.name)
  const pin = kept.ok ? kept.value.state?.pin : undefined
  if (pin === undefined) return []
  const now = await resolveSchedule(schedule, composition)
  return now.ok ? movedSince(pin, now.value) : now.error.map(({ message }) => message)
}
