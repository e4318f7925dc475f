import type { Schedule } from '../../model/schedule/schedule.ts'
import type { ScheduleState } from '../../model/schedule/schedule-state.ts'
import { withNotice } from './keep-history.ts'
import { notice } from './notices.ts'

/** An alert begins where no run went well for `alert_after`. It is told once, until one goes well again. */
export function judgeAge(schedule: Schedule, state: ScheduleState, now: Date): ScheduleState {
  const at = overdueAt(schedule, state)
  if (at === undefined || now < at) return state
  const since = state.lastGood === undefined ? `none went well since ${state.since}` : `the last was ${state.lastGood}`
  const told = notice(schedule, 'overdue', now, `no run went well for longer than alert_after: ${since}`)
  return withNotice({ ...state, overdueSince: now.toISOString() }, told)
}

/** Undefined where an alert stands already, or none is asked for. */
export function overdueAt({ alertAfterMs }: Schedule, state: ScheduleState): Date | undefined {
  if (alertAfterMs === undefined || state.overdueSince !== undefined) return undefined
  return new Date(new Date(state.lastGood ?? state.since).getTime() + alertAfterMs)
}
