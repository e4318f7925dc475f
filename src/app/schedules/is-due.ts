import { createHash } from 'node:crypto'
import { nextOpening } from '../../engine/rollout/next-opening.ts'
import type { Schedule } from '../../model/schedule/schedule.ts'
import type { WaitingRun } from '../../model/schedule/schedule-state.ts'

/** Whether a run whose time has come may begin now, has to wait, or is too late. */
export type Turn =
  | { readonly kind: 'begin' }
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'missed'; readonly reason: string }

/** A run waits for its maintenance window; how late it is counts from when it could have begun. */
export function turnOf(schedule: Schedule, { from }: WaitingRun, now: Date): Turn {
  const start = new Date(from)
  const opening = nextOpening(schedule.windows, start)
  if (opening === undefined) return { kind: 'missed', reason: 'none of its maintenance windows opens' }
  if (now < opening) return { kind: 'wait', until: opening }
  const latest = opening.getTime() + schedule.catchUpMs
  const next = nextOpening(schedule.windows, now)
  if (now.getTime() > latest || next === undefined || next.getTime() > latest) {
    return { kind: 'missed', reason: 'nothing ran it in its time' }
  }
  return next > now ? { kind: 'wait', until: next } : { kind: 'begin' }
}

/** When a run of this time begins: its part of the jitter is always the same, and other for each schedule and time. */
export function beginningOf({ name, jitterMs }: Pick<Schedule, 'name' | 'jitterMs'>, due: Date): Date {
  if (jitterMs === 0) return due
  const hash = createHash('sha256').update(`${name} ${due.toISOString()}`).digest()
  const part = hash.readUInt32BE(0) / 2 ** 32
  return new Date(due.getTime() + Math.floor((part * jitterMs) / 1000) * 1000)
}
