import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { withBeginning, withEnd } from '../../../src/app/schedules/begin-and-finish.ts'
import { decide } from '../../../src/app/schedules/decide.ts'
import type { Schedule } from '../../../src/model/schedule/schedule.ts'
import type { ScheduleState } from '../../../src/model/schedule/schedule-state.ts'
import { aSchedule } from './a-schedule.ts'

const ME = { pid: 7, host: 'controller' }
const ALIVE = { isAlive: () => true }
const DEAD = { isAlive: () => false }

function at(text: string): Date {
  return new Date(text)
}

/** A schedule that is looked at since `since`, and looked at again at each of the times; what is due runs for `minutes`. */
function lived(schedule: Schedule, since: string, looks: readonly string[], minutes = 1) {
  const began: string[] = []
  let state = decide(schedule, undefined, { now: at(since), ...ALIVE }).state
  for (const look of looks) {
    const now = at(look)
    const decision = decide(schedule, state, { now, ...ALIVE })
    state = decision.state
    if (decision.begin === undefined) continue
    const run = `run-${began.length + 1}`
    began.push(`${decision.begin.toISOString()} at ${look}`)
    state = withBeginning(state, { due: decision.begin, now, run, by: ME })
    state = withEnd(schedule, state, { run, exitCode: 0, now: new Date(now.getTime() + minutes * 60_000) })
  }
  return { state, began, outcomes: state.history.map(({ outcome, due, reason }) => [outcome, due, reason]) }
}

describe('a schedule', () => {
  const nightly = aSchedule('cron: "17 2 * * *"')

  test('begins no run of a time before it was known', () => {
    expect(lived(nightly, '2026-03-01T02:18:00Z', ['2026-03-01T02:19:00Z']).began).toEqual([])
  })

  test('begins the run of a time once, and says when to look again', () => {
    const first = decide(nightly, undefined, { now: at('2026-03-01T00:00:00Z'), ...ALIVE })
    expect(first.wakeAt).toEqual(at('2026-03-01T02:17:00Z'))

    const { began } = lived(nightly, '2026-03-01T00:00:00Z', [
      '2026-03-01T02:16:59Z',
      '2026-03-01T02:17:00Z',
      '2026-03-01T02:19:00Z',
      '2026-03-01T23:00:00Z',
    ])

    expect(began).toEqual(['2026-03-01T02:17:00.000Z at 2026-03-01T02:17:00Z'])
  })

  test('misses a run that nothing began in its time, and tells it once', () => {
    const { began, outcomes, state } = lived(nightly, '2026-03-01T00:00:00Z', [
      '2026-03-01T02:30:00Z',
      '2026-03-01T03:00:00Z',
    ])

    expect(began).toEqual([])
    expect(outcomes).toEqual([['missed', '2026-03-01T02:17:00.000Z', 'nothing ran it in its time']])
    expect(state.untold.map(({ kind, message }) => [kind, message])).toEqual([
      ['missed', 'the run of 2026-03-01T02:17:00.000Z was missed: nothing ran it in its time'],
    ])
  })

  test('begins a run late within catch_up, and only the last of several', () => {
    const patient = aSchedule('cron: "17 2 * * *", catch_up: 6h')

    const { began, outcomes, state } = lived(patient, '2026-03-01T00:00:00Z', ['2026-03-04T08:00:00Z'])

    expect(began).toEqual(['2026-03-04T02:17:00.000Z at 2026-03-04T08:00:00Z'])
    expect(outcomes.map(([outcome]) => outcome)).toEqual(['missed', 'missed', 'missed', 'ok'])
    expect(state.untold.map(({ message }) => message)).toEqual([
      '3 runs were missed, the last of 2026-03-03T02:17:00.000Z: nothing ran it before the next one was due',
      'run run-1 went well',
    ])
  })

  test('with overlap skip leaves out what comes while a run goes on', () => {
    const hourly = aSchedule('cron: "0 * * * *"')
    const known = decide(hourly, undefined, { now: at('2026-03-01T00:30:00Z'), ...ALIVE }).state
    const running = withBeginning(known, { now: at('2026-03-01T00:40:00Z'), run: 'r1', by: ME })

    const decision = decide(hourly, running, { now: at('2026-03-01T01:00:00Z'), ...ALIVE })

    expect(decision.begin).toBeUndefined()
    expect(decision.state.history).toEqual([
      { outcome: 'skipped', due: '2026-03-01T01:00:00.000Z', reason: 'run r1 still runs' },
    ])
  })

  test('with overlap queue begins it when the run before has ended, however long that took', () => {
    const hourly = aSchedule('cron: "0 * * * *", overlap: queue')
    const known = decide(hourly, undefined, { now: at('2026-03-01T00:30:00Z'), ...ALIVE }).state
    const running = withBeginning(known, { now: at('2026-03-01T00:40:00Z'), run: 'r1', by: ME })

    const waiting = decide(hourly, running, { now: at('2026-03-01T01:00:00Z'), ...ALIVE })
    expect(waiting.begin).toBeUndefined()
    const ended = withEnd(hourly, waiting.state, { run: 'r1', exitCode: 0, now: at('2026-03-01T01:50:00Z') })
    const after = decide(hourly, ended, { now: at('2026-03-01T01:50:01Z'), ...ALIVE })

    expect(after.begin).toEqual(at('2026-03-01T01:00:00Z'))
  })

  test('knows a run as interrupted whose process is gone, and tells it', () => {
    const running = withBeginning(decide(nightly, undefined, { now: at('2026-03-01T00:00:00Z'), ...ALIVE }).state, {
      due: at('2026-03-01T02:17:00Z'),
      now: at('2026-03-01T02:17:00Z'),
      run: 'r1',
      by: ME,
    })

    const { state } = decide(nightly, running, { now: at('2026-03-01T02:18:00Z'), ...DEAD })

    expect(state.running).toBeUndefined()
    expect(state.history.find(({ outcome }) => outcome === 'interrupted')).toMatchObject({ run: 'r1' })
    expect(state.untold.map(({ kind }) => kind)).toContain('interrupted')
  })

  test('waits for its maintenance window, and misses a run whose window nothing used', () => {
    const inWindow = aSchedule(
      'cron: "0 20 * * *", windows: {from: "22:00", to: "23:00", timezone: Europe/Berlin}, catch_up: 10m',
    )
    const looks = ['2026-01-10T20:00:00Z', '2026-01-10T21:05:00Z', '2026-01-11T20:00:00Z', '2026-01-11T21:30:00Z']

    const { began, outcomes } = lived(inWindow, '2026-01-10T12:00:00Z', looks)

    expect(began).toEqual(['2026-01-10T20:00:00.000Z at 2026-01-10T21:05:00Z'])
    expect(outcomes[1]).toEqual(['missed', '2026-01-11T20:00:00.000Z', 'nothing ran it in its time'])
  })

  test('tells once that no run went well for alert_after, and tells when one does', () => {
    const watched = aSchedule('cron: "17 2 * * *", alert_after: 26h')
    const looks = ['2026-03-02T03:00:00Z', '2026-03-02T04:00:00Z', '2026-03-03T02:17:00Z']

    const { state } = lived(watched, '2026-03-01T00:00:00Z', looks)

    expect(state.untold.map(({ kind }) => kind)).toEqual(['overdue', 'missed', 'missed', 'recovered'])
    expect(state.overdueSince).toBeUndefined()
  })

  test('whose timing is changed does not make up for times that it never had', () => {
    const { state } = lived(nightly, '2026-03-01T00:00:00Z', ['2026-03-01T02:17:00Z'])
    const earlier = aSchedule('cron: "0 10 * * *", catch_up: 12h')

    const decision = decide(earlier, state, { now: at('2026-03-01T12:00:00Z'), ...ALIVE })

    expect(decision.begin).toBeUndefined()
    expect(decision.wakeAt).toEqual(at('2026-03-02T10:00:00Z'))
    expect(decision.state.history).toHaveLength(1)
  })

  test('with jitter begins at the same later time whoever looks, within the jitter', () => {
    const spread = aSchedule('cron: "17 2 * * *", jitter: 30m')
    const other = { ...spread, name: 'other' }
    const wakeOf = (schedule: Schedule) =>
      decide(schedule, undefined, { now: at('2026-03-01T00:00:00Z'), ...ALIVE }).wakeAt?.getTime() ?? 0

    const due = at('2026-03-01T02:17:00Z').getTime()
    expect(wakeOf(spread)).toBeGreaterThanOrEqual(due)
    expect(wakeOf(spread)).toBeLessThan(due + 30 * 60_000)
    expect(wakeOf(spread)).toBe(wakeOf({ ...spread }))
    expect(wakeOf(spread)).not.toBe(wakeOf(other))
  })
})

describe('over a year with its changes of the clocks', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kolkata']
  const timings = [
    'cron: "17 2 * * *"',
    'cron: "30 2 * * 0"',
    'cron: "0 */6 * * *"',
    'cron: "30 1,2,3 * * *"',
    'every: 7h',
  ]

  test('every time is begun, missed or skipped exactly once, however seldom somebody looks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...timings),
        fc.constantFrom(...zones),
        fc.constantFrom('skip', 'queue'),
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 600 }),
        (timing, timezone, overlap, gaps, minutes) => {
          const zone = timing.startsWith('every') ? '' : `, timezone: ${timezone}`
          const schedule = aSchedule(`${timing}${zone}, overlap: ${overlap}, catch_up: 2h`)
          const begin = at('2026-03-20T00:00:00Z')
          let now = begin
          let state: ScheduleState = decide(schedule, undefined, { now, ...ALIVE }).state
          const seen: string[] = []
          for (const gap of gaps) {
            now = new Date(now.getTime() + gap * 60_000)
            const decision = decide(schedule, state, { now, ...ALIVE })
            state = decision.state
            if (decision.begin === undefined) continue
            expect(now.getTime() - decision.begin.getTime()).toBeLessThanOrEqual(2 * 3_600_000 + minutes * 60_000)
            seen.push(decision.begin.toISOString())
            now = new Date(now.getTime() + minutes * 60_000)
            state = withBeginning(state, { due: decision.begin, now, run: 'r', by: ME })
            state = withEnd(schedule, state, { run: 'r', exitCode: 0, now })
          }
          expect(new Set(seen).size).toBe(seen.length)
          const waiting = state.waiting === undefined ? 0 : 1
          const { ok, missed, skipped } = state.counts
          expect(ok).toBe(seen.length)
          expect(ok + missed + skipped + waiting).toBe(timesBetween(schedule, begin, new Date(state.decidedUntil)))
        },
      ),
      { numRuns: 150 },
    )
  })
})

/** Counted anew, by asking for the next one from each. */
function timesBetween(schedule: Schedule, after: Date, until: Date): number {
  let count = 0
  let state = decide(schedule, undefined, { now: after, ...ALIVE })
  let wake = state.wakeAt
  while (wake !== undefined && wake <= until) {
    count++
    state = decide(schedule, undefined, { now: wake, ...ALIVE })
    wake = state.wakeAt
  }
  return count
}
