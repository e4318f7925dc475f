import { nextOpening } from '../../engine/rollout/next-opening.ts'
import { nextAfter } from '../../model/schedule/occurrences.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { RunningRun, ScheduledOutcome, ScheduledRun, ScheduleState } from '../../model/schedule/schedule-state.ts'
import { decide, type Moment } from './decide.ts'
import { beginningOf } from './is-due.ts'

/** A schedule as it stands, whether or not anything has looked at it lately. */
export interface ScheduleSummary {
  readonly name: string
  readonly schedule: Schedule
  /** When its next run begins, jitter and windows counted in. Absent: never. */
  readonly next?: string
  /** A run whose time has come and that nothing began yet. */
  readonly dueNow?: string
  readonly waiting?: string
  readonly running?: RunningRun
  readonly last?: ScheduledRun
  readonly lastGood?: string
  readonly missed: readonly ScheduledRun[]
  readonly counts: Readonly<Record<ScheduledOutcome, number>>
  readonly overdueSince?: string
  readonly state: ScheduleState
}

export function summariseSchedule(
  schedule: Schedule,
  kept: ScheduleState | undefined,
  moment: Moment,
): ScheduleSummary {
  const { state, begin } = decide(schedule, kept, moment)
  const { history, running, waiting, lastGood, overdueSince, counts } = state
  const next = nextBeginning(schedule, state, moment.now)
  const last = history.findLast(({ outcome }) => outcome !== 'missed' && outcome !== 'skipped')
  return {
    name: schedule.name,
    schedule,
    ...(next === undefined ? {} : { next: next.toISOString() }),
    ...(begin === undefined ? {} : { dueNow: begin.toISOString() }),
    ...(waiting === undefined ? {} : { waiting: waiting.due }),
    ...(running === undefined ? {} : { running }),
    ...(last === undefined ? {} : { last }),
    ...(lastGood === undefined ? {} : { lastGood }),
    missed: history.filter(({ outcome }) => outcome === 'missed'),
    counts,
    ...(overdueSince === undefined ? {} : { overdueSince }),
    state,
  }
}

function nextBeginning(schedule: Schedule, { decidedUntil }: ScheduleState, now: Date): Date | undefined {
  const due = nextAfter(schedule.timing, new Date(Math.max(Number(now), Number(new Date(decidedUntil)))))
  return due && nextOpening(schedule.windows, beginningOf(schedule, due))
}
