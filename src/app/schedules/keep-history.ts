import type { ScheduledRun, ScheduleNotice, ScheduleState } from '../../model/schedule/schedule-state.ts'

/** Older ones are in the journals of their runs; these are for `schedule list`. */
const KEPT = 50

/** The state with one more run that has its outcome. */
export function withRun(state: ScheduleState, run: ScheduledRun): ScheduleState {
  return {
    ...state,
    history: [...state.history, run].slice(-KEPT),
    counts: { ...state.counts, [run.outcome]: state.counts[run.outcome] + 1 },
  }
}

export function withNotice(state: ScheduleState, notice: ScheduleNotice): ScheduleState {
  return { ...state, untold: [...state.untold, notice].slice(-KEPT) }
}
