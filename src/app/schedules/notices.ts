import type { Schedule } from '../../model/schedule/schedule.ts'
import type { ScheduleNotice } from '../../model/schedule/schedule-state.ts'

export function notice(
  schedule: Pick<Schedule, 'name'>,
  kind: ScheduleNotice['kind'],
  now: Date,
  message: string,
): ScheduleNotice {
  return { kind, schedule: schedule.name, time: now.toISOString(), message }
}
