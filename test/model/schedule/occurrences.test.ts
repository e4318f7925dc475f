import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cronProblem, nextAfter, occurrencesBetween } from '../../../src/model/schedule/occurrences.ts'

const cron = (expression: string, timezone = 'UTC') => ({ kind: 'cron' as const, expression, timezone })

function times(expression: string, timezone: string, from: string, to: string): readonly string[] {
  return occurrencesBetween(cron(expression, timezone), new Date(from), new Date(to)).map((time) => time.toISOString())
}

describe('times of a schedule', () => {
  test('an hour that summer time leaves out comes true when the clock has jumped', () => {
    expect(times('30 2 * * *', 'Europe/Berlin', '2026-03-27T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
  })

  test('an hour that is there twice in autumn comes true once', () => {
    expect(times('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })

  test('a step runs as often as the clock on the wall shows it', () => {
    expect(times('*/30 * * * *', 'Europe/Berlin', '2026-10-24T23:59:00Z', '2026-10-25T02:01:00Z')).toHaveLength(5)
  })

  test('of `every` are counted alike on every controller, whatever the zone', () => {
    expect(nextAfter({ kind: 'every', everyMs: 6 * 3_600_000 }, new Date('2026-03-29T05:59:59Z'))).toEqual(
      new Date('2026-03-29T06:00:00Z'),
    )
  })

  test.each([
    ['17 2 * *', 'UTC'],
    ['61 2 * * *', 'UTC'],
    ['17 2 * * mo', 'UTC'],
    ['0 0 30 2 *', 'UTC'],
  ])('%s is refused', (expression, timezone) => {
    expect(cronProblem(expression, timezone)).toEqual(expect.stringMatching(/./))
  })

  test('are all after the one and not after the other, in order, and the next of each is the one behind it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('17 2 * * *', '0 */5 * * *', '30 1-3 * * 1-5', '0 0 1 * *', '15 12 13 * 5'),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
        fc.integer({ min: 0, max: 365 * 24 }),
        fc.integer({ min: 0, max: 60 * 24 }),
        (expression, timezone, startHours, hours) => {
          const after = new Date(Date.UTC(2026, 0, 1, startHours, 7))
          const until = new Date(after.getTime() + hours * 3_600_000)
          const found = occurrencesBetween(cron(expression, timezone), after, until)
          let before = after
          for (const time of found) {
            expect(time > before && time <= until).toBe(true)
            expect(nextAfter(cron(expression, timezone), before)).toEqual(time)
            before = time
          }
          const next = nextAfter(cron(expression, timezone), before)
          expect(next === undefined || next > until).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })
})
