import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { exposition } from '../../../src/app/exports/exposition.ts'
import { metricsOf } from '../../../src/app/exports/metrics-of.ts'
import { summariseSchedule } from '../../../src/app/schedules/summarise-schedule.ts'
import { withBeginning, withEnd } from '../../../src/app/schedules/begin-and-finish.ts'
import { decide } from '../../../src/app/schedules/decide.ts'
import { aSchedule } from '../schedules/a-schedule.ts'
import { readExposition } from './read-exposition.ts'

const NOW = new Date('2026-03-02T12:00:00Z')
const ALIVE = { isAlive: () => true }

describe('the text format of Prometheus', () => {
  test('of a schedule that ran and of backups is what Prometheus reads', () => {
    const schedule = aSchedule('cron: "17 2 * * *"')
    const due = new Date('2026-03-02T02:17:00Z')
    const known = decide(schedule, undefined, { now: new Date('2026-03-01T12:00:00Z'), ...ALIVE }).state
    const { state } = decide(schedule, known, { now: due, ...ALIVE })
    const begun = withBeginning(state, { due, now: due, run: 'r', by: { pid: 1, host: 'c' } })
    const ended = withEnd(schedule, begun, { run: 'r', exitCode: 0, now: new Date('2026-03-02T02:18:30Z') })
    const drift = { time: '', run: 'r', fingerprint: '', drifted: ['a', 'b'], same: 3, unknown: ['c'] }
    const summary = summariseSchedule(schedule, { ...ended, drift }, { now: NOW, ...ALIVE })
    const backups = new Map([['web"1', { time: new Date('2026-03-02T02:18:00Z'), version: 'v' }]])

    const read = readExposition(exposition(metricsOf({ now: NOW, schedules: [summary], backups })))

    const nightly = { schedule: 'nightly' }
    expect(read.get('longshore_backup_age_seconds')?.samples).toEqual([{ labels: { host: 'web"1' }, value: 34_920 }])
    expect(read.get('longshore_schedule_last_duration_seconds')?.samples).toEqual([{ labels: nightly, value: 90 }])
    expect(read.get('longshore_schedule_last_success_timestamp_seconds')?.samples).toEqual([
      { labels: nightly, value: Date.parse('2026-03-02T02:18:30Z') / 1000 },
    ])
    expect(read.get('longshore_schedule_next_timestamp_seconds')?.samples).toEqual([
      { labels: nightly, value: Date.parse('2026-03-03T02:17:00Z') / 1000 },
    ])
    expect(read.get('longshore_schedule_runs_total')).toMatchObject({ type: 'counter' })
    expect(read.get('longshore_schedule_runs_total')?.samples).toContainEqual({
      labels: { ...nightly, outcome: 'ok' },
      value: 1,
    })
    expect(read.get('longshore_drift_hosts')?.samples).toContainEqual({
      labels: { ...nightly, state: 'drifted' },
      value: 2,
    })
    expect(read.get('longshore_exported_timestamp_seconds')?.samples).toEqual([
      { labels: {}, value: NOW.getTime() / 1000 },
    ])
  })

  test('gives back every name and number, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.double(), (host, value) => {
        const text = exposition([
          { name: 'x_total', help: host, type: 'counter', samples: [{ labels: { host }, value }] },
        ])
        expect(readExposition(text).get('x_total')?.samples).toEqual([
          { labels: { host }, value: value === 0 ? 0 : value },
        ])
      }),
    )
  })

  test('leaves out what has no samples', () => {
    expect(exposition([{ name: 'x', help: '', type: 'gauge', samples: [] }])).toBe('')
  })
})
