import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { Schedule } from '../model/schedule/schedule.ts'
import type { SchedulerDeps } from './scheduler-deps.ts'
import { tendSchedule } from './tend-schedule.ts'

export interface DaemonDeps extends SchedulerDeps {
  /** The schedules as they are written now. */
  readonly schedules: () => Promise<Result<readonly Schedule[], readonly LongshoreError[]>>
  /** Every schedule was looked at: systemd's watchdog, metrics. */
  readonly onLook: (schedules: readonly Schedule[]) => Promise<void>
  /** No more than so long between two looks. */
  readonly longestSleepMs: number
}

/**
 * Looks at the schedules whenever one of them has something to decide, until the signal aborts; then waits for the runs
 * that began. A project file that is broken leaves those that were read before in force.
 */
export async function runDaemon(deps: DaemonDeps, signal: AbortSignal): Promise<void> {
  const { clock } = deps
  const running = new Set<Promise<unknown>>()
  let schedules: readonly Schedule[] = []
  let problem = ''
  while (!signal.aborted) {
    const read = await deps.schedules()
    if (read.ok) schedules = read.value
    const found = read.ok ? '' : read.error.map(({ message }) => message).join('; ')
    if (found !== problem && found !== '') deps.say(`the schedules as they were stay in force: ${found}`)
    problem = found
    const wakeAt = await lookAt(schedules, deps, running, signal)
    await deps.onLook(schedules)
    const ms = Math.max(0, Math.min(wakeAt - clock.now().getTime(), deps.longestSleepMs))
    await sleepUntilNext(ms, deps, running, signal)
  }
  if (running.size > 0) deps.say('waits for what is running')
  await Promise.all(running)
}

/** Gives when the first of them has something to decide again. */
async function lookAt(
  schedules: readonly Schedule[],
  deps: DaemonDeps,
  running: Set<Promise<unknown>>,
  signal: AbortSignal,
): Promise<number> {
  let wakeAt = Infinity
  for (const schedule of schedules) {
    if (signal.aborted) break
    const tended = await tendSchedule(schedule, deps)
    if (!tended.ok) {
      deps.say(`${schedule.name}: ${tended.error.message}`)
      continue
    }
    wakeAt = Math.min(wakeAt, tended.value.wakeAt?.getTime() ?? Infinity)
    const run = tended.value.running
    if (run === undefined) continue
    const whole: Promise<unknown> = run.finally(() => running.delete(whole))
    running.add(whole)
  }
  return wakeAt
}

/** A run that ends wakes it, too: another one may be waiting behind it. */
async function sleepUntilNext(
  ms: number,
  { clock }: DaemonDeps,
  running: ReadonlySet<Promise<unknown>>,
  signal: AbortSignal,
): Promise<void> {
  const awake = new AbortController()
  await Promise.race([clock.sleep(ms, AbortSignal.any([signal, awake.signal])), ...running])
  awake.abort()
}
