import type { Schedule } from '../model/schedule/schedule.ts'
import type { ScheduleNotice, ScheduleState } from '../model/schedule/schedule-state.ts'
import { changeState } from './change-state.ts'
import type { SchedulerDeps } from './scheduler-deps.ts'

/**
 * Tells people what is not told yet. It is kept as told afterwards: a process that dies in between has it told twice
 * rather than never.
 */
export async function tellUntold(schedule: Schedule, { untold }: ScheduleState, deps: SchedulerDeps): Promise<void> {
  const told: ScheduleNotice[] = []
  for (const notice of untold) if (await deps.tell(notice)) told.push(notice)
  if (told.length === 0) return
  const isTold = (one: ScheduleNotice) => told.some((each) => each.time === one.time && each.message === one.message)
  const kept = await changeState(schedule.name, deps.store, (state) => ({
    state: state && { ...state, untold: state.untold.filter((one) => !isTold(one)) },
  }))
  if (!kept.ok) deps.say(`${schedule.name}: ${kept.error.message}`)
}
