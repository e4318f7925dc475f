import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isOpen, nextOpening } from '../../../src/engine/rollout/next-opening.ts'
import type { MaintenanceWindow } from '../../../src/model/maintenance-window.ts'

const at = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
const window = (days: readonly number[], from: string, to: string, timezone = 'UTC'): MaintenanceWindow => ({
  days,
  from: at(from),
  to: at(to),
  timezone,
})

const THURSDAY_NIGHT = window([4], '22:00', '04:00', 'Europe/Berlin')

describe('nextOpening', () => {
  test.each<[string, readonly MaintenanceWindow[], string, string | undefined]>([
    ['now, where there are no windows', [], '2026-11-24T12:00:00Z', '2026-11-24T12:00:00.000Z'],
    ['now, inside of one', [window([2], '10:00', '14:00')], '2026-11-24T12:00:30Z', '2026-11-24T12:00:30.000Z'],
    ['later today', [window([2], '13:30', '14:00')], '2026-11-24T12:00:30Z', '2026-11-24T13:30:00.000Z'],
    ['not at its end', [window([2], '10:00', '12:00')], '2026-11-24T12:00:00Z', '2026-12-01T10:00:00.000Z'],
    ['by the clock of its time zone', [THURSDAY_NIGHT], '2026-11-24T12:00:00Z', '2026-11-26T21:00:00.000Z'],
    ['in the night after its day', [THURSDAY_NIGHT], '2026-11-27T02:59:00Z', '2026-11-27T02:59:00.000Z'],
    ['a week later, when that night is over', [THURSDAY_NIGHT], '2026-11-27T03:00:00Z', '2026-12-03T21:00:00.000Z'],
    ['in summer an hour earlier', [THURSDAY_NIGHT], '2026-07-14T12:00:00Z', '2026-07-16T20:00:00.000Z'],
    [
      'after the hour that the change to summer leaves out',
      [window([0], '02:15', '04:00', 'Europe/Berlin')],
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00:00.000Z',
    ],
    [
      'a week later where that hour was all of it',
      [window([0], '02:15', '02:45', 'Europe/Berlin')],
      '2026-03-28T12:00:00Z',
      '2026-04-05T00:15:00.000Z',
    ],
    [
      'the first of several',
      [window([6], '10:00', '11:00'), THURSDAY_NIGHT],
      '2026-11-27T12:00:00Z',
      '2026-11-28T10:00:00.000Z',
    ],
  ])('is %s', (_what, windows, now, expected) => {
    expect(nextOpening(windows, new Date(now))?.toISOString()).toBe(expected)
  })

  test('is never in the past, always open, and nothing before it is', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    const windows = fc.array(
      fc
        .record({
          days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
          from: minute,
          to: minute,
          timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
        })
        .filter(({ from, to }) => from !== to),
      { minLength: 1, maxLength: 3 },
    )
    const now = fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })

    fc.assert(
      fc.property(windows, now, fc.double({ min: 0, max: 1, noNaN: true }), (some, time, share) => {
        const opening = nextOpening(some, time) ?? time
        const between = new Date(time.getTime() + share * (opening.getTime() - time.getTime() - 1))

        expect(opening >= time).toBe(true)
        expect(some.some((each) => isOpen(each, opening))).toBe(true)
        expect(opening > time && some.some((each) => isOpen(each, between))).toBe(false)
      }),
      { numRuns: 60 },
    )
  })
})
