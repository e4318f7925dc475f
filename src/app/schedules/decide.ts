import type { ProcessIdentity } from '../../model/process-identity.ts'
import { nextAfter, occurrencesBetween } from '../../model/schedule/occurrences.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { ScheduledRun, ScheduleState } from '../../model/schedule/schedule-state.ts'
import { beginningOf, turnOf } from './is-due.ts'
import { withNotice, withRun } from './keep-history.ts'
import { judgeAge, overdueAt } from './judge-age.ts'
import { notice } from './notices.ts'

export interface Decision {
  /** What is known from now on. The same object where nothing is new. */
  readonly state: ScheduleState
  /** A run of this time is to begin now. */
  readonly begin?: Date
  /** When there is something to decide again. */
  readonly wakeAt: Date | undefined
}

export interface Moment {
  readonly now: Date
  readonly isAlive: (process: ProcessIdentity) => boolean
}

/** What a schedule comes to at this moment. Pure: whoever asks keeps the state, and begins the run once it is kept. */
export function decide(schedule: Schedule, kept: ScheduleState | undefined, moment: Moment): Decision {
  const { now } = moment
  let state = stateFor(schedule, kept, now)
  state = judgeAge(schedule, withoutTheDead(schedule, state, moment), now)
  for (const due of occurrencesBetween(schedule.timing, new Date(state.decidedUntil), now)) {
    if (beginningOf(schedule, due) > now) break
    state = withDue(schedule, state, due)
  }
  state = tellMissed(schedule, state, kept, now)
  const { waiting } = state
  if (waiting === undefined || state.running !== undefined) return asleep(schedule, state, now)
  const turn = turnOf(schedule, waiting, now)
  if (turn.kind === 'wait') return asleep(schedule, state, now, turn.until)
  const { waiting: _begun, ...rest } = state
  if (turn.kind === 'begin') return { ...asleep(schedule, rest, now), begin: new Date(waiting.due) }
  const missed = withRun(rest, missedRun(waiting.due, turn.reason))
  return asleep(schedule, tellMissed(schedule, missed, rest, now), now)
}

/** With another timing, what lies in the past is none of its times; what ran stays known. */
function stateFor(schedule: Schedule, kept: ScheduleState | undefined, now: Date): ScheduleState {
  const timing = JSON.stringify(schedule.timing)
  if (kept?.timing === timing) return kept
  const time = now.toISOString()
  if (kept === undefined) return { ...NOTHING_YET, timing, since: time, decidedUntil: time }
  const { waiting: _gone, ...rest } = kept
  return { ...rest, timing, decidedUntil: time }
}

const NOTHING_YET = { history: [], counts: { ok: 0, failed: 0, interrupted: 0, missed: 0, skipped: 0 }, untold: [] }

function withoutTheDead(schedule: Schedule, state: ScheduleState, { now, isAlive }: Moment): ScheduleState {
  const { running, ...rest } = state
  if (running === undefined || isAlive(running.by)) return state
  const { by, ...what } = running
  const reason = `process ${by.pid} on ${by.host}, which ran it, is gone`
  const ended = withRun(rest, { ...what, outcome: 'interrupted', reason })
  return withNotice(ended, notice(schedule, 'interrupted', now, `run ${running.run} was interrupted: ${reason}`))
}

/** A time comes: its run waits for its turn. There is one that waits, at most, and it is the newest. */
function withDue(schedule: Schedule, state: ScheduleState, due: Date): ScheduleState {
  const { running, waiting } = state
  const decided = { ...state, decidedUntil: due.toISOString() }
  if (running !== undefined && schedule.overlap === 'skip') {
    return withRun(decided, { outcome: 'skipped', due: decided.decidedUntil, reason: `run ${running.run} still runs` })
  }
  const replaced =
    waiting === undefined
      ? decided
      : withRun(decided, missedRun(waiting.due, 'nothing ran it before the next one was due'))
  return { ...replaced, waiting: { due: decided.decidedUntil, from: beginningOf(schedule, due).toISOString() } }
}

function missedRun(due: string, reason: string): ScheduledRun {
  return { outcome: 'missed', due, reason }
}

/** One notice for all that were missed since `before`. */
function tellMissed(
  schedule: Schedule,
  state: ScheduleState,
  before: ScheduleState | undefined,
  now: Date,
): ScheduleState {
  const count = state.counts.missed - (before?.counts.missed ?? 0)
  const last = state.history.findLast(({ outcome }) => outcome === 'missed')
  if (count === 0 || last === undefined) return state
  const what = count === 1 ? `the run of ${last.due} was missed` : `${count} runs were missed, the last of ${last.due}`
  return withNotice(state, notice(schedule, 'missed', now, `${what}: ${last.reason}`))
}

function asleep(schedule: Schedule, state: ScheduleState, now: Date, opening?: Date): Decision {
  const next = nextAfter(schedule.timing, new Date(state.decidedUntil))
  const times = [next && beginningOf(schedule, next), opening, overdueAt(schedule, state)]
  const future = times.filter((time): time is Date => time !== undefined && time > now)
  return { state, wakeAt: future.length === 0 ? undefined : new Date(Math.min(...future.map(Number))) }
}
