import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { journalOn } from '../../../src/adapters/run-store/journal.ts'
import { newRunId } from '../../../src/adapters/run-store/run-id.ts'
import { createRunStore } from '../../../src/adapters/run-store/run-store.ts'
import { readJournal } from '../../../src/adapters/run-store/read-journal.ts'
import { stateFolder } from '../../../src/adapters/run-store/state-folder.ts'
import { Secret } from '../../../src/base/secret.ts'
import type { NumberedEvent } from '../../../src/model/run-event/run-event.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-store-'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

function warning(seq: number, message = 'careful'): NumberedEvent {
  return { seq, time: '2026-11-24T03:52:32.000Z', type: 'warning', message }
}

function finished(values: Record<string, unknown>, censored = false): NumberedEvent {
  const result = { status: 'ok', values, ...(censored && { censored }) } as const
  return { seq: 1, time: '2026-11-24T03:52:32.000Z', type: 'task-finished', host: 'g1', task: 't1', result }
}

describe('the run store', () => {
  test('keeps events in order, one a line, for their owner alone', async () => {
    const journal = await createRunStore(folder).create('run-1')
    for (let seq = 1; seq <= 500; seq++) journal.append(warning(seq))
    await journal.close()

    const read = await readJournal(journal.path)

    expect(read.ok && read.value.torn).toBe(false)
    expect(read.ok && read.value.events.map((event) => event.seq)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1))
    expect(journal.path).toBe(join(folder, 'runs', 'run-1', 'journal.jsonl'))
    expect((await stat(journal.path)).mode & 0o777).toBe(0o600)
    expect((await stat(dirname(journal.path))).mode & 0o777).toBe(0o700)
  })

  test('has everything on disk when sync resolves, and goes on after it', async () => {
    const journal = await createRunStore(folder).create('run-1')

    journal.append(warning(1))
    await journal.sync()
    const first = await readFile(journal.path, 'utf8')
    journal.append(warning(2))
    await journal.close()

    expect(first.split('\n')).toHaveLength(2)
    expect((await readFile(journal.path, 'utf8')).split('\n')).toHaveLength(3)
  })

  test('never writes a secret, nor what no_log withholds', async () => {
    const journal = await createRunStore(folder).create('run-1')

    journal.append(finished({ password: new Secret('hunter2'), nested: [{ token: new Secret('hunter2') }] }))
    journal.append(finished({ stdout: 'hunter2' }, true))
    await journal.close()

    const text = await readFile(journal.path, 'utf8')
    expect(text).not.toContain('hunter2')
    expect(text).toContain('"password":"[secret]"')
    expect(text).toContain('"values":{},"censored":true')
  })

  test('refuses a run id that is taken', async () => {
    const store = createRunStore(folder)
    await (await store.create('run-1')).close()

    await expect(store.create('run-1')).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: `the run journal cannot be created in ${folder}/runs/run-1: it exists already (EEXIST)`,
    })
  })

  test('says so where the state folder cannot be made', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')

    await expect(createRunStore(file).create('run-1')).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: `the run journal cannot be created in ${file}/runs/run-1: a part of the path is a file (ENOTDIR)`,
      hint: expect.stringContaining('XDG_STATE_HOME'),
    })
  })
})

describe('readJournal', () => {
  test('leaves out a torn last line and tells', async () => {
    const path = join(folder, 'journal.jsonl')
    await writeFile(path, `${JSON.stringify(warning(1))}\n${JSON.stringify(warning(2)).slice(0, 20)}`)

    const read = await readJournal(path)

    expect(read).toMatchObject({ ok: true, value: { events: [warning(1)], torn: true } })
  })

  test('refuses a journal that is broken in the middle', async () => {
    const path = join(folder, 'journal.jsonl')
    await writeFile(path, `${JSON.stringify(warning(1))}\n{"seq":\n${JSON.stringify(warning(3))}\n`)

    const read = await readJournal(path)

    expect(read).toMatchObject({ ok: false, error: { message: expect.stringContaining('line 2 is not an event') } })
  })

  test('says so where there is none', async () => {
    const read = await readJournal(join(folder, 'none'))

    expect(read).toMatchObject({ ok: false, error: { code: 'FILE_UNREADABLE' } })
  })
})

describe('names', () => {
  test('run ids sort by time and differ within a second', () => {
    const at = new Date('2026-11-24T03:52:32.123Z')

    expect(newRunId(at, Uint8Array.of(0x4f, 0x2a))).toBe('20261124T035232Z-4f2a')
    expect(newRunId(new Date('2026-11-24T03:52:33Z')) > newRunId(at)).toBe(true)
  })

  test.each([
    [{ XDG_STATE_HOME: '/var/state' }, '/var/state/longshore'],
    [{ XDG_STATE_HOME: 'relative' }, '/home/ann/.local/state/longshore'],
    [{}, '/home/ann/.local/state/longshore'],
  ])('the state folder with %j is %s', (env, expected) => {
    expect(stateFolder(env, '/home/ann')).toBe(expected)
  })
})

describe('a full disk', () => {
  test('is reported by sync, and nothing is written after the gap', async () => {
    const journal = journalOn('/dev/full', await open('/dev/full', 'a'))

    journal.append(warning(1))

    await expect(journal.sync()).rejects.toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: 'the run journal /dev/full cannot be written: no space left on the device (ENOSPC)',
    })
    journal.append(warning(2))
    await expect(journal.close()).rejects.toMatchObject({ code: 'STATE_UNWRITABLE' })
  })
})

describe('what is heard of a guard', () => {
  const RUN = '20261124T035232Z-4f2a'
  const told = { message: 'g1 was put back', time: '2026-11-24T04:00:00.000Z' }
  const note = (run: string) => createRunStore(folder).noteGuard({ host: 'g1', run }, told)

  test('is kept with its run', async () => {
    await (await createRunStore(folder).create(RUN)).close()

    expect(await note(RUN)).toBeUndefined()
    expect(JSON.parse(await readFile(join(folder, 'runs', RUN, 'guard-1.json'), 'utf8'))).toEqual({
      host: 'g1',
      ...told,
    })
  })

  test.each(['..', '.', '../..', `../${RUN}`, '', 'notes', `${RUN}/..`])(
    "is nowhere kept by a name that a host made up: '%s'",
    async (run) => {
      await (await createRunStore(folder).create(RUN)).close()

      expect(await note(run)).toBeUndefined()
      expect(await filesBelow(folder)).not.toContainEqual(expect.stringContaining('guard-'))
    },
  )

  test("is nothing to keep where the run was another controller's", async () => {
    expect(await note(RUN)).toBeUndefined()
    expect(await filesBelow(folder)).toEqual([])
  })

  test('and cannot be kept is said', async () => {
    await (await createRunStore(folder).create(RUN)).close()
    await writeFile(join(folder, 'runs', RUN, 'guard-1.json'), '{')

    expect(await note(RUN)).toMatchObject({
      code: 'STATE_UNWRITABLE',
      message: expect.stringMatching(
        /^what was heard of a guard of run 20261124T035232Z-4f2a cannot be kept in /,
      ) as unknown,
    })
  })
})

async function filesBelow(path: string): Promise<readonly string[]> {
  return (await readdir(path, { recursive: true })).filter((name) => name !== 'runs')
}
