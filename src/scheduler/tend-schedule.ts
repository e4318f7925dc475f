import { withBeginning, withEnd } from '../app/schedules/begin-and-finish.ts'
import { decide } from '../app/schedules/decide.ts'
import { scheduleIsRunning } from '../app/schedules/errors.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Schedule } from '../model/schedule/schedule.ts'
import type { RunningRun } from '../model/schedule/schedule-state.ts'
import { changeState } from './change-state.ts'
import type { SchedulerDeps } from './scheduler-deps.ts'
import { tellUntold } from './tell-untold.ts'

export interface Tended {
  readonly wakeAt: Date | undefined
  /** Of a run that began: its exit code, once it is over. It never rejects. */
  readonly running?: Promise<number>
}

/**
 * Looks at a schedule once. A run that is due is kept as begun before it begins, so that no other process begins it too;
 * it goes on while this has long returned.
 */
export async function tendSchedule(schedule: Schedule, deps: SchedulerDeps): Promise<Result<Tended, LongshoreError>> {
  const { store, clock } = deps
  const run = await deps.newRunId()
  const now = clock.now()
  const decided = await changeState(schedule.name, store, (state) => {
    const decision = decide(schedule, state, { now, isAlive: (process) => store.isAlive(process) })
    if (decision.begin === undefined) return decision
    return { ...decision, state: withBeginning(decision.state, { due: decision.begin, now, run, by: store.me }) }
  })
  if (!decided.ok) return decided
  await tellUntold(schedule, decided.value.state, deps)
  const { begin, wakeAt } = decided.value
  return ok({ wakeAt, ...(begin === undefined ? {} : { running: performed(schedule, run, deps, begin) }) })
}

/** A run that a person asks for: at once, whatever the time is, unless one is running. Gives its exit code. */
export async function runSchedule(schedule: Schedule, deps: SchedulerDeps): Promise<Result<number, LongshoreError>> {
  const { store, clock } = deps
  const run = await deps.newRunId()
  const now = clock.now()
  const begun = await changeState(schedule.name, store, (kept) => {
    const { state } = decide(schedule, kept, { now, isAlive: (process) => store.isAlive(process) })
    const other: RunningRun | undefined = state.running
    return other === undefined ? { state: withBeginning(state, { now, run, by: store.me }), other } : { state, other }
  })
  if (!begun.ok) return begun
  if (begun.value.other !== undefined) return err(scheduleIsRunning(schedule.name, begun.value.other))
  return ok(await performed(schedule, run, deps))
}

async function performed(schedule: Schedule, run: string, deps: SchedulerDeps, due?: Date): Promise<number> {
  const { clock, store, say } = deps
  const of = due === undefined ? 'asked for' : `of ${due.toISOString()}`
  say(`${schedule.name}: run ${run} begins (${of})`)
  const exitCode = await deps.perform(schedule, run).catch((error: unknown) => {
    say(`${schedule.name}: run ${run} broke off: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  })
  say(`${schedule.name}: run ${run} ended with exit code ${exitCode}`)
  const ended = await changeState(schedule.name, store, (kept) => ({
    state: kept && withEnd(schedule, kept, { run, exitCode, now: clock.now() }),
  }))
  if (!ended.ok) say(`${schedule.name}: ${ended.error.message}`)
  else if (ended.value.state !== undefined) await tellUntold(schedule, ended.value.state, deps)
  return exitCode
}
