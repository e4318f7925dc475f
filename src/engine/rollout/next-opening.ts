import type { MaintenanceWindow } from '../../model/maintenance-window.ts'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1440
/** Longer than any window is shut, a week in which a change of the clocks leaves one out included. */
const LOOK_AHEAD_MINUTES = 15 * DAY_MINUTES

/** When a window is open, from `now` on: `now` where one is. Undefined where none is in two weeks. Without windows always. */
export function nextOpening(windows: readonly MaintenanceWindow[], now: Date): Date | undefined {
  if (windows.length === 0 || windows.some((window) => isOpen(window, now))) return now
  const next = Math.floor(now.getTime() / MINUTE_MS) + 1
  for (let minute = next; minute < next + LOOK_AHEAD_MINUTES; minute++) {
    const time = new Date(minute * MINUTE_MS)
    if (windows.some((window) => isOpen(window, time))) return time
  }
  return undefined
}

/** By the clock on the wall there: an hour that is there twice counts twice, and one that is left out does not. */
export function isOpen({ days, from, to, timezone }: MaintenanceWindow, time: Date): boolean {
  const { day, minute } = wallClock(time, timezone)
  if (from < to) return days.includes(day) && minute >= from && minute < to
  return (days.includes(day) && minute >= from) || (days.includes((day + 6) % 7) && minute < to)
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const clocks = new Map<string, Intl.DateTimeFormat>()

function wallClock(time: Date, timezone: string): { readonly day: number; readonly minute: number } {
  const parts = clockOf(timezone).formatToParts(time)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return { day: DAYS.indexOf(part('weekday')), minute: Number(part('hour')) * 60 + Number(part('minute')) }
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const style = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const clock = new Intl.DateTimeFormat('en-US', { ...style, timeZone })
  clocks.set(timeZone, clock)
  return clock
}
