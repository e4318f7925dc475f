import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openScheduleStore } from '../../../src/adapters/schedule-store/schedule-store.ts'
import { decide } from '../../../src/app/schedules/decide.ts'
import { aSchedule } from '../../app/schedules/a-schedule.ts'

const { state } = decide(aSchedule('every: 1h'), undefined, { now: new Date(0), isAlive: () => true })

describe('the store of schedules', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schedules-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const folderOf = async () => {
    const [project = ''] = await readdir(join(folder, 'schedules'))
    return join(folder, 'schedules', project, 'nightly')
  }

  test('knows nothing of a schedule at first, and of another project at all', async () => {
    const store = openScheduleStore(folder, '/a/longshore.yml')
    const read = await store.read('nightly')
    expect(read).toEqual({ ok: true, value: { version: 0, state: undefined } })

    if (read.ok) await store.replace('nightly', read.value, state)

    expect(await store.read('nightly')).toEqual({ ok: true, value: { version: 1, state } })
    expect(await openScheduleStore(folder, '/b/longshore.yml').read('nightly')).toMatchObject({ value: { version: 0 } })
  })

  test('lets one of many who read the same be the one that changes it', async () => {
    const stores = Array.from({ length: 12 }, () => openScheduleStore(folder, '/a/longshore.yml'))

    const replaced = await Promise.all(
      stores.map((store, index) =>
        store.replace('nightly', { version: 0, state: undefined }, { ...state, since: String(index) }),
      ),
    )

    expect(replaced.filter((each) => each.ok && each.value)).toHaveLength(1)
    expect(replaced.every((each) => each.ok)).toBe(true)
  })

  test('keeps few states, and who slept for long is not first', async () => {
    const store = openScheduleStore(folder, '/a/longshore.yml')
    for (let version = 0; version < 50; version++) {
      expect(await store.replace('nightly', { version, state }, { ...state, since: String(version) })).toEqual({
        ok: true,
        value: true,
      })
    }

    expect(await store.replace('nightly', { version: 3, state }, state)).toEqual({ ok: true, value: false })
    expect(await store.read('nightly')).toMatchObject({ value: { version: 50, state: { since: '49' } } })
    expect((await readdir(await folderOf())).length).toBeLessThanOrEqual(21)
  })

  test('says where a state is damaged, and goes on without one that was never finished', async () => {
    const store = openScheduleStore(folder, '/a/longshore.yml')
    await store.replace('nightly', { version: 0, state: undefined }, state)
    await writeFile(join(await folderOf(), '.state-99-1'), '{"half')
    expect(await store.read('nightly')).toMatchObject({ value: { version: 1 } })

    await writeFile(join(await folderOf(), 'state-2.json'), '{"half')

    const read = await store.read('nightly')
    expect(read.ok ? '' : read.error.message).toContain('what is known of schedules cannot be read')
  })

  test('says so where nothing can be kept', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    const replaced = await openScheduleStore(file, '/a').replace('nightly', { version: 0, state: undefined }, state)
    expect(replaced).toMatchObject({ ok: false, error: { code: 'STATE_UNWRITABLE' } })
  })
})
