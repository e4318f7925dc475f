import type { Schedule } from '../model/schedule/schedule.ts'
import type { ScheduleNotice } from '../model/schedule/schedule-state.ts'
import type { Clock } from '../ports/clock.ts'
import type { ScheduleStore } from '../ports/schedule-store.ts'

export interface SchedulerDeps {
  readonly clock: Clock
  readonly store: ScheduleStore
  readonly newRunId: () => Promise<string>
  /** Does the work of a schedule as the run of this id, and gives its exit code. */
  readonly perform: (schedule: Schedule, run: string) => Promise<number>
  /** Tells people. False where it could not: it is tried again. */
  readonly tell: (notice: ScheduleNotice) => Promise<boolean>
  /** A line for who watches, or reads the log. */
  readonly say: (line: string) => void
}
