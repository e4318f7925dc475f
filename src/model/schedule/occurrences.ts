import { Cron } from 'croner'
import type { Timing } from './schedule.ts'

/** What is wrong with a cron expression; undefined where nothing is. */
export function cronProblem(expression: string, timezone: string): string | undefined {
  try {
    return cronOf(expression, timezone).nextRun(new Date(0)) === null ? 'it never comes true' : undefined
  } catch (error) {
    return (error as Error).message.replace(/^(CronPattern|Cron|CronDate): /, '')
  }
}

/** The first time after `time`; undefined where there is none any more. */
export function nextAfter(timing: Timing, time: Date): Date | undefined {
  if (timing.kind === 'every') {
    return new Date((Math.floor(time.getTime() / timing.everyMs) + 1) * timing.everyMs)
  }
  return cronOf(timing.expression, timing.timezone).nextRun(time) ?? undefined
}

/** More were missed by a controller that was off for very long; the older ones are not told one by one. */
const MOST = 10_000

/** All times after `after` and not after `until`, in order; the newest of them where they are too many. */
export function occurrencesBetween(timing: Timing, after: Date, until: Date): readonly Date[] {
  const found: Date[] = []
  const start = timing.kind === 'every' ? Math.max(after.getTime(), until.getTime() - MOST * timing.everyMs) : undefined
  let time = nextAfter(timing, start === undefined ? after : new Date(start))
  while (time !== undefined && time <= until) {
    found.push(time)
    if (found.length > MOST) found.splice(0, MOST / 2)
    time = nextAfter(timing, time)
  }
  return found
}

const known = new Map<string, Cron>()

/**
 * A time that the change to summer time leaves out comes true when the clock has jumped, one that is there twice in
 * autumn comes true once; with `*` or a step in the minutes or hours it is as the clock on the wall shows it.
 */
function cronOf(expression: string, timezone: string): Cron {
  const key = `${timezone} ${expression}`
  const cron = known.get(key) ?? new Cron(expression, { timezone, mode: '5-part', fixedTimeRule: 'no-wildcard' })
  known.set(key, cron)
  return cron
}
