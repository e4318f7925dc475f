import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openScheduleStore } from '../../src/adapters/schedule-store/schedule-store.ts'
import { LongshoreError } from '../../src/base/longshore-error.ts'
import { err, ok } from '../../src/base/result.ts'
import type { Schedule } from '../../src/model/schedule/schedule.ts'
import { type DaemonDeps, runDaemon } from '../../src/scheduler/run-daemon.ts'
import { runSchedule, tendSchedule } from '../../src/scheduler/tend-schedule.ts'
import { aSchedule } from '../app/schedules/a-schedule.ts'
import { FakeClock } from '../fakes/fake-clock.ts'

const HOUR_MS = 3_600_000

describe('the scheduler', () => {
  let folder: string
  let begun: string[]
  let told: string[]
  let said: string[]
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daemon-'))
    begun = []
    told = []
    said = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  function daemonOf(name: string, clock: FakeClock, schedules: readonly Schedule[], exitCode = 0): DaemonDeps {
    let runs = 0
    return {
      clock,
      store: openScheduleStore(folder, '/srv/longshore.yml'),
      newRunId: () => Promise.resolve(`${name}-${(runs += 1)}`),
      perform: (schedule) => {
        begun.push(`${schedule.name} ${clock.now().toISOString().slice(0, 16)}`)
        return Promise.resolve(exitCode)
      },
      tell: ({ kind, schedule }) => {
        told.push(`${kind} ${schedule}`)
        return Promise.resolve(true)
      },
      say: (line) => said.push(line),
      schedules: () => Promise.resolve(ok(schedules)),
      onLook: () => Promise.resolve(),
      longestSleepMs: HOUR_MS,
    }
  }

  /** Lives until the clock is there. */
  async function livedUntil(deps: DaemonDeps, clock: FakeClock, end: string): Promise<void> {
    const stop = new AbortController()
    const onLook = async (schedules: readonly Schedule[]) => {
      for (const { name } of schedules) while (await isRunning(deps, name)) await new Promise(setImmediate)
      if (clock.now() >= new Date(end)) stop.abort()
    }
    await runDaemon({ ...deps, onLook }, stop.signal)
  }

  /** A clock in a hurry does not wait for a run that has begun. */
  async function isRunning({ store }: DaemonDeps, name: string): Promise<boolean> {
    const read = await store.read(name)
    return read.ok && read.value.state?.running !== undefined
  }

  test('begins every run of a week at its time', async () => {
    const clock = new FakeClock({ start: new Date('2026-03-01T00:00:00Z'), hurry: true })

    await livedUntil(daemonOf('d', clock, [aSchedule('cron: "17 2 * * *"')]), clock, '2026-03-08T00:00:00Z')

    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7].map((day) => `nightly 2026-03-0${day}T02:17`))
    expect(told).toEqual([])
  })

  test('two daemons begin each run once', async () => {
    const clock = new FakeClock({ start: new Date('2026-03-01T00:00:00Z') })
    const schedule = aSchedule('cron: "17 2 * * *"')
    const daemons = ['a', 'b', 'c'].map((name) => daemonOf(name, clock, [schedule]))
    for (const deps of daemons) await tendSchedule(schedule, deps)

    for (let day = 0; day < 5; day++) {
      clock.advance(day === 0 ? 2 * HOUR_MS + 17 * 60_000 : 24 * HOUR_MS)
      const tended = await Promise.all(daemons.map((deps) => tendSchedule(schedule, deps)))
      for (const each of tended) if (each.ok) await each.value.running
    }

    expect(begun).toEqual([1, 2, 3, 4, 5].map((day) => `nightly 2026-03-0${day}T02:17`))
  })

  test('tells a run that failed, and the first one after it that went well', async () => {
    const clock = new FakeClock({ start: new Date('2026-03-01T00:00:00Z') })
    const schedule = aSchedule('every: 1h')
    const codes = [0, 2, 2, 0, 0]
    const deps = daemonOf('d', clock, [schedule])
    await tendSchedule(schedule, deps)
    for (const code of codes) {
      clock.advance(HOUR_MS)
      const tended = await tendSchedule(schedule, { ...deps, perform: () => Promise.resolve(code) })
      if (tended.ok) await tended.value.running
    }

    expect(told).toEqual(['failed nightly', 'failed nightly', 'recovered nightly'])
  })

  test('tells again what could not be told, and never twice', async () => {
    const clock = new FakeClock({ start: new Date('2026-03-01T00:00:00Z') })
    const schedule = aSchedule('every: 1h')
    const deps = daemonOf('d', clock, [schedule])
    await tendSchedule(schedule, { ...deps, tell: () => Promise.resolve(false) })
    clock.advance(HOUR_MS + 10 * 60_000)
    await tendSchedule(schedule, { ...deps, tell: () => Promise.resolve(false) })
    expect(told).toEqual([])

    await tendSchedule(schedule, deps)
    await tendSchedule(schedule, deps)

    expect(told).toEqual(['missed nightly'])
  })

  test('refuses a run that is asked for while one is running', async () => {
    const clock = new FakeClock()
    const schedule = aSchedule('every: 1h')
    const deps = daemonOf('d', clock, [schedule])
    let end: (code: number) => void = () => undefined
    const first = runSchedule(schedule, { ...deps, perform: () => new Promise((done) => (end = done)) })
    while (!said.some((line) => line.includes('begins'))) await new Promise(setImmediate)

    const second = await runSchedule(schedule, deps)
    end(0)

    expect(second.ok ? '' : second.error.message).toMatch(/^nightly is running: run d-1, process \d+ on /)
    expect(await first).toEqual(ok(0))
  })

  test('keeps the schedules that it has while the project file is broken, and says so once', async () => {
    const clock = new FakeClock({ start: new Date('2026-03-01T00:00:00Z'), hurry: true })
    const deps = daemonOf('d', clock, [])
    let looks = 0
    const broken = err([new LongshoreError('PROJECT_FILE_INVALID', 'a tab')])
    const schedules = () => Promise.resolve((looks += 1) === 1 ? ok([aSchedule('every: 6h')]) : broken)

    await livedUntil({ ...deps, schedules }, clock, '2026-03-02T00:00:00Z')

    expect(begun).toHaveLength(4)
    expect(said.filter((line) => line.includes('stay in force'))).toEqual([
      'the schedules as they were stay in force: a tab',
    ])
  })

  test('begins nothing that cannot be kept as begun', async () => {
    const clock = new FakeClock()
    const schedule = aSchedule('every: 1h')
    const deps = daemonOf('d', clock, [schedule])
    await tendSchedule(schedule, deps)
    clock.advance(HOUR_MS)
    const full = err(new LongshoreError('STATE_UNWRITABLE', 'no space left'))

    const tended = await tendSchedule(schedule, {
      ...deps,
      store: { ...deps.store, replace: () => Promise.resolve(full) },
    })

    expect(tended).toEqual(full)
    expect(begun).toEqual([])
  })
})
