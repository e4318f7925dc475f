import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../src/adapters/clock.ts'
import { openRunArchive } from '../../../src/adapters/run-store/run-archive.ts'
import { createRunStore } from '../../../src/adapters/run-store/run-store.ts'
import { runCli } from '../../../src/cli/run-cli.ts'
import type { RunEvent } from '../../../src/model/run-event/run-event.ts'
import { compositionFor } from '../../kit/composition.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runs-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const task = { id: 't1', name: 'Mirror', module: 'docker_registry', at: 'site.yml:3:5', kind: 'task' } as const
const BEGUN: readonly RunEvent[] = [
  {
    type: 'run-started',
    run: 'r',
    playbooks: ['/site.yml'],
    check: false,
    diff: false,
    by: { user: 'root', host: 'ctl', sudo: 'ann' },
    checksums: { '/site.yml': 'abc' },
  },
  { type: 'play-started', play: 'Mirrors', hosts: ['g1', 'g2'] },
  { type: 'task-started', task, hosts: ['g1', 'g2'] },
  { type: 'steps-started', host: 'g1', task: 't1', steps: ['write /etc/docker/daemon.json'] },
  { type: 'steps-started', host: 'g2', task: 't1', steps: ['write /etc/docker/daemon.json'] },
  { type: 'task-finished', host: 'g1', task: 't1', result: { status: 'changed', values: { changed: true } } },
]
const COUNTS = { ok: 1, changed: 1, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 }
const END: RunEvent = {
  type: 'run-finished',
  hosts: { g1: COUNTS, g2: { ...COUNTS, changed: 0, failed: 1, rollback: 'done' } },
  interrupted: false,
  errors: [],
}

async function kept(run: string, events: readonly RunEvent[]): Promise<string> {
  const journal = await createRunStore(folder).create(run)
  for (const [index, event] of events.entries()) {
    journal.append({ ...event, seq: index + 1, time: `2026-11-24T03:52:3${index}.000Z` })
  }
  await journal.close()
  return journal.path
}

async function runs(...argv: readonly string[]) {
  const { composition, stdout, stderr } = compositionFor('/')
  const code = await runCli(['runs', ...argv], {
    ...composition,
    runArchive: () => Promise.resolve(openRunArchive(folder, { clock: systemClock, by: 'bob on ctl' })),
  })
  return { code, stdout: stdout(), stderr: stderr() }
}

/** As if the process that wrote it had been killed. */
async function ownerDies(run: string): Promise<void> {
  await writeFile(join(folder, 'runs', run, 'owner-2.json'), JSON.stringify({ ...OWN, started: '1@another-boot' }))
}
const OWN = { pid: process.pid, host: (await import('node:os')).hostname() }

describe('longshore runs', () => {
  test('lists every run with its state, who started it and how its hosts fared', async () => {
    await kept('20261124T035232Z-0001', [...BEGUN, END])
    await kept('20261124T035233Z-0002', BEGUN)
    await kept('20261124T035234Z-0003', BEGUN)
    await ownerDies('20261124T035233Z-0002')

    const { code, stdout } = await runs('list')

    expect(code).toBe(0)
    expect(stdout.split('\n').map((line) => line.split(/  +/))).toEqual([
      ['RUN', 'STATE', 'STARTED', 'BY', 'HOSTS', 'CHANGED', 'FAILED', 'PLAYBOOKS'],
      ['20261124T035232Z-0001', 'failed', '2026-11-24T03:52:30.000Z', 'root', '2', '1', '1', 'site.yml'],
      ['20261124T035233Z-0002', 'dead', '2026-11-24T03:52:30.000Z', 'root', '2', '1', '0', 'site.yml'],
      ['20261124T035234Z-0003', 'running', '2026-11-24T03:52:30.000Z', 'root', '2', '1', '0', 'site.yml'],
      [''],
    ])
  })

  test('is silent where there has been no run', async () => {
    expect(await runs('list')).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test('shows of a dead run what was in flight when its process went', async () => {
    await kept('r1', BEGUN)
    await ownerDies('r1')

    const { code, stdout } = await runs('show', 'latest')

    expect(code).toBe(0)
    expect(stdout).toMatch(/^state +dead: its process \d+ on \S+ is gone before its end$/m)
    expect(stdout).toMatch(/^by +ann as root on ctl$/m)
    expect(stdout).toMatch(/^playbook +\/site.yml sha256:abc$/m)
    expect(stdout).toMatch(/^chain +intact over 6 events, sealed sha256:[0-9a-f]{64}$/m)
    expect(stdout).toMatch(/^g1 +changed by 1 task$/m)
    expect(stdout).toMatch(/^g2 +Mirror +write \/etc\/docker\/daemon.json$/m)
  })

  test('shows of a finished run the recap of each host', async () => {
    await kept('r1', [...BEGUN, END])

    const { stdout } = await runs('show', 'r1', '--output', 'json')

    expect(JSON.parse(stdout)).toMatchObject({ state: 'failed', inFlight: [], hosts: { g2: { rollback: 'done' } } })
  })

  test('prints the events, for programs as the journal has them', async () => {
    await kept('r1', BEGUN)

    const json = await runs('events', 'r1', '--output', 'json')
    const text = await runs('events', 'r1')

    expect(
      json.stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { type: string }).type),
    ).toEqual(BEGUN.map(({ type }) => type))
    expect(text.stdout).toMatch(/^6 +2026-11-24T03:52:35.000Z +task-finished +g1 +t1 changed$/m)
  })

  test('names a line that was changed after it was written', async () => {
    const path = await kept('r1', [...BEGUN, END])
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"status":"changed"', '"status":"ok"'))

    const { code, stdout } = await runs('show', 'r1')

    expect(code).toBe(1)
    expect(stdout).toContain('BROKEN: line 6 was changed')
  })

  test.each(['first', 'middle'])('notices that a line in the %s is gone', async (place) => {
    const path = await kept('r1', [...BEGUN, END])
    const lines = (await readFile(path, 'utf8')).split('\n')
    lines.splice(place === 'first' ? 0 : 3, 1)
    await writeFile(path, lines.join('\n'))

    const { code, stdout } = await runs('show', 'r1')

    expect(code).toBe(1)
    expect(stdout).toContain(place === 'first' ? 'BROKEN: line 1' : 'BROKEN: line 3')
  })

  test('reads a journal of an older version, and says that nothing guards it', async () => {
    const path = await kept('r1', BEGUN)
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replaceAll(/,"prev":"[0-9a-f]+"/g, ''))

    const { code, stdout } = await runs('show', 'r1')

    expect(code).toBe(0)
    expect(stdout).toContain('none over 6 events: an older version wrote them')
  })

  test('takes a beginning of an id that only one run has', async () => {
    await kept('20261124T035232Z-0001', BEGUN)
    await kept('20261125T035232Z-0002', BEGUN)

    expect((await runs('show', '20261125')).code).toBe(0)
    expect(await runs('show', '2026112')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('2 runs begin with 2026112: 20261124T035232Z-0001, 20261125T035232Z-0002'),
    })
    expect(await runs('show', 'x')).toMatchObject({ code: 1, stderr: expect.stringContaining('there is no run x') })
  })

  test('refuses an output that it does not have', async () => {
    expect(await runs('list', '--output', 'yaml')).toMatchObject({
      code: 1,
      stderr: 'error: --output yaml: it is default or json\n',
    })
  })
})
