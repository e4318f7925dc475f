import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openScheduleStore } from '../../src/adapters/schedule-store/schedule-store.ts'
import { backupPlay } from '../../src/app/backups/backup-play.ts'
import { exitCodeOf } from '../../src/cli/exit-codes.ts'
import type { FileEntry } from '../../src/model/host-snapshot.ts'
import type { ScheduleState } from '../../src/model/schedule/schedule-state.ts'
import type { SchedulerDeps } from '../../src/scheduler/scheduler-deps.ts'
import { tendSchedule } from '../../src/scheduler/tend-schedule.ts'
import { aStore, must, type AStore } from '../adapters/git/a-store.ts'
import { aSchedule } from '../app/schedules/a-schedule.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { fakeConnector } from '../fakes/fake-connector.ts'
import { runText } from '../kit/run-text.ts'
import { DAEMON_JSON, Death, killedAfter, mirrorFile, nightlyHost } from './nightly-fleet.ts'

jest.setTimeout(240_000)

const DAYS = 60
const NAMES = ['web1', 'web2', 'web3', 'db1', 'db2']
const INVENTORY = `${NAMES.join('\n')}\n`
const HOUR_MS = 3_600_000

/** What the controller does on some days: nights on which it dies, and where; days on which it is off until 05:00 of the last. */
const KILLED: ReadonlyMap<number, 'begun' | 'first host' | 'fourth host' | 'stored'> = new Map([
  [7, 'begun'],
  [13, 'first host'],
  [20, 'stored'],
  [29, 'fourth host'],
  [52, 'stored'],
])
const OFF: ReadonlySet<number> = new Set([40, 41, 42])

describe('a nightly backup over 60 days, summer time among them', () => {
  const schedule = aSchedule('cron: "17 2 * * *", timezone: Europe/Berlin, catch_up: 6h, alert_after: 26h')
  const hosts = NAMES.map(nightlyHost)
  const connector = fakeConnector(hosts)
  /** What every host held when a backup of it was stored, each time that this was new; and on which night. */
  const stored = new Map(NAMES.map((name): [string, { day: number; entry: object }[]] => [name, []]))
  const told: string[] = []
  let folder: string
  let at: AStore
  let clock: FakeClock
  let state: ScheduleState
  let versionsExpected = 0
  let pid = 1

  function held(name: string): object {
    const { content, mode, owner } = hosts.find((host) => host.name === name)?.disk.files.get(DAEMON_JSON) ?? {}
    return { content, mode, uid: owner === 'deploy' ? 1000 : 0 }
  }

  /** A controller as it is since its last start: the processes before it are dead. */
  function controller(perform: SchedulerDeps['perform']): SchedulerDeps {
    return {
      clock,
      store: {
        ...openScheduleStore(folder, '/srv/longshore.yml'),
        me: { pid, host: 'controller' },
        isAlive: (process) => process.pid === pid,
      },
      newRunId: () => Promise.resolve(`run-${clock.now().toISOString()}-${pid}`),
      perform,
      tell: ({ kind }) => {
        told.push(kind)
        return Promise.resolve(true)
      },
      say: () => undefined,
    }
  }

  async function backUp(run: string, store = at.store): Promise<number> {
    const ran = await runText({
      playbook: backupPlay({ pattern: 'all' }),
      inventory: INVENTORY,
      connector,
      clock,
      backupStore: store,
      runId: run,
    })
    expect(ran.problems).toEqual([])
    return ran.recap === undefined ? 1 : exitCodeOf(ran.recap)
  }

  function noteStored(day: number): void {
    let isNew = false
    for (const { name, unreachable } of hosts) {
      const kept = stored.get(name) ?? []
      const entry = held(name)
      if (unreachable !== undefined || JSON.stringify(kept.at(-1)?.entry) === JSON.stringify(entry)) continue
      kept.push({ day, entry })
      isNew = true
    }
    if (isNew) versionsExpected++
  }

  async function changeHosts(day: number): Promise<void> {
    for (const [index, host] of hosts.entries()) {
      host.unreachable = undefined
      if ((day * 7 + index * 5) % 11 === 3) host.beUnreachable()
    }
    const byHand = hosts[day % hosts.length]
    if (day % 3 === 1)
      byHand?.disk.put(DAEMON_JSON, { content: mirrorFile(`by-hand-${day}`), mode: 0o640, owner: 'deploy' })
    if (day % 10 === 5) byHand?.disk.put(DAEMON_JSON, { content: byHand.text(DAEMON_JSON) ?? '', mode: 0o600 })
    if (day % 9 !== 4) return
    const playbook = JSON.stringify([
      { hosts: 'all', gather_facts: false, tasks: [{ raw: `put-mirror rolled-out-${day}` }] },
    ])
    const ran = await runText({ playbook, inventory: INVENTORY, connector, clock, runId: `rollout-${day}` })
    const reached = hosts.filter(({ unreachable }) => unreachable === undefined)
    for (const { name } of reached) expect(ran.recap?.hosts.get(name)).toMatchObject({ changed: 1 })
  }

  /** The night of a day. Gives the work of the schedule as it is for this controller. */
  function nightOf(day: number, end: Death): SchedulerDeps['perform'] {
    const kill = KILLED.get(day)
    return async (_schedule, run) => {
      if (kill === 'begun') return end.die()
      if (kill === 'first host') return backUp(run, killedAfter(at.store, 0, end))
      if (kill === 'fourth host') return backUp(run, killedAfter(at.store, 2, end))
      const code = await backUp(run)
      noteStored(day)
      return kill === 'stored' ? end.die() : code
    }
  }

  /** Somebody looks every quarter of an hour, from midnight to 06:00 in UTC. A controller that died is started again. */
  async function livedThrough(day: number): Promise<void> {
    const from = OFF.has(day) ? (day === Math.max(...OFF) ? 5 : 24) : 0
    clock.advance(from * HOUR_MS)
    let now = from
    for (; now < 6; now += 0.25) {
      const end = new Death()
      const tended = must(await tendSchedule(schedule, controller(nightOf(day, end))))
      if (tended.running !== undefined && KILLED.has(day)) {
        await end.death
        pid++
      }
      if (tended.running !== undefined && !KILLED.has(day)) await tended.running
      clock.advance(HOUR_MS / 4)
    }
    clock.advance((24 - now) * HOUR_MS)
  }

  beforeAll(async () => {
    at = aStore()
    folder = await mkdtemp(join(tmpdir(), 'sixty-days-'))
    clock = new FakeClock({ start: new Date('2026-03-02T00:00:00Z') })
    for (let day = 1; day <= DAYS; day++) {
      await changeHosts(day)
      await livedThrough(day)
    }
    const { store } = controller(() => Promise.resolve(0))
    state = must(await store.read(schedule.name)).state as ScheduleState
  }, 300_000)

  afterAll(async () => {
    await rm(folder, { recursive: true })
    await rm(dirname(at.folder), { recursive: true })
  })

  test('every night has its run, but for those on which nobody was there, and each of these is known', () => {
    const { ok, failed, interrupted, missed, skipped } = state.counts

    expect({ interrupted, missed, skipped }).toEqual({ interrupted: KILLED.size, missed: OFF.size - 1, skipped: 0 })
    expect(ok + failed).toBe(DAYS - KILLED.size - (OFF.size - 1))
    expect(failed).toBeGreaterThan(5)
    expect(told.filter((kind) => kind === 'interrupted')).toHaveLength(KILLED.size)
    expect(told.filter((kind) => kind === 'missed')).toHaveLength(1)
    expect(told).toContain('overdue')
    expect(told).toContain('recovered')
    expect(state.running).toBeUndefined()
  })

  test('every change is in git exactly once, by hand or by rollout, however often hosts and controller vanish', async () => {
    for (const name of NAMES) {
      const versions = [...must(await at.store.versions([name]))].reverse()
      const entries = []
      for (const { id } of versions) entries.push(await storedEntry(name, id))

      expect(entries).toEqual(stored.get(name)?.map(({ entry }) => entry))
      expect(entries.length).toBeGreaterThanOrEqual(9)
    }
    const commits = Number(at.git('rev-list', '--count', '--no-merges', 'main'))
    expect(commits).toBe(versionsExpected)
    const first = at.git('log', '-p', 'main').match(/^\+.*rolled-out-4:/gm)
    expect(first).toHaveLength(NAMES.filter((name) => everHeld(name, 'rolled-out-4')).length)
  })

  test('the newest backup gives back bytes, mode and owner of each host as it was stored last, and the store is sound', async () => {
    for (const name of NAMES) {
      const latest = must(await at.store.find(name, 'latest'))
      expect(await storedEntry(name, latest)).toEqual(stored.get(name)?.at(-1)?.entry)
    }
    expect(must(await at.store.verify()).problems).toEqual([])
    expect(at.git('fsck', '--strict')).not.toMatch(/error|missing/)
  })

  function everHeld(name: string, text: string): boolean {
    return (stored.get(name) ?? []).some(({ entry }) => (entry as FileEntry).content?.toString().includes(text))
  }

  async function storedEntry(name: string, version: string): Promise<object> {
    const { entries } = must(await at.store.read(name, version))
    const { content, mode, uid } = entries.find(({ path }) => path === DAEMON_JSON) as FileEntry
    return { content, mode, uid }
  }
})
