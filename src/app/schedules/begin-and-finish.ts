import type { ProcessIdentity } from '../../model/process-identity.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { ScheduleState } from '../../model/schedule/schedule-state.ts'
import { withNotice, withRun } from './keep-history.ts'
import { notice } from './notices.ts'

/** A run as it begins. `due` is absent where a person asked for it. */
export interface Beginning {
  readonly due?: Date
  readonly now: Date
  readonly run: string
  readonly by: ProcessIdentity
}

export function withBeginning(state: ScheduleState, { due, now, run, by }: Beginning): ScheduleState {
  const when = due === undefined ? {} : { due: due.toISOString() }
  return { ...state, running: { ...when, started: now.toISOString(), run, by } }
}

/** The run is over: what waits behind it is late from now on, and an alert ends where it went well. */
export function withEnd(
  schedule: Schedule,
  state: ScheduleState,
  { run, exitCode, now }: { readonly run: string; readonly exitCode: number; readonly now: Date },
): ScheduleState {
  const { running, overdueSince, ...rest } = state
  if (running?.run !== run) return state
  const { by: _by, ...what } = running
  const ended = now.toISOString()
  const waiting =
    rest.waiting === undefined ? {} : { waiting: { ...rest.waiting, from: later(rest.waiting.from, ended) } }
  const outcome = exitCode === 0 ? 'ok' : 'failed'
  const known = withRun({ ...rest, ...waiting }, { ...what, outcome, ended, exitCode })
  if (exitCode !== 0) {
    const failed = notice(schedule, 'failed', now, `run ${run} ended with exit code ${exitCode}`)
    return withNotice({ ...known, ...(overdueSince === undefined ? {} : { overdueSince }) }, failed)
  }
  const good = { ...known, lastGood: ended }
  if (!isRecovery(state)) return good
  return withNotice(good, notice(schedule, 'recovered', now, `run ${run} went well`))
}

/** After an alert, or a run that did not go well. */
function isRecovery({ overdueSince, history }: ScheduleState): boolean {
  const last = history.findLast(({ outcome }) => outcome !== 'skipped')
  return overdueSince !== undefined || (last !== undefined && last.outcome !== 'ok')
}

function later(a: string, b: string): string {
  return new Date(a) > new Date(b) ? a : b
}
