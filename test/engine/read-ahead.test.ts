import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunSettings } from '../../src/engine/engine-deps.ts'
import { ReadAhead } from '../../src/engine/read-ahead/read-ahead.ts'
import type { CommandOutput } from '../../src/model/command-output.ts'
import { exec } from '../../src/model/remote-command.ts'
import type { Task } from '../../src/model/playbook.ts'
import type { ConnectionTarget } from '../../src/ports/connector.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { fakeConnector } from '../fakes/fake-connector.ts'
import { answer, fakeHost } from '../fakes/fake-host.ts'
import { countingConnector } from '../kit/counting-connector.ts'
import { runText } from '../kit/run-text.ts'
import { shellConnector } from '../kit/shell-connector.ts'

/** `{{ d }}` is the folder of a host. */
let root = ''
let folder = ''
let runs = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'longshore-ahead-'))
})
beforeEach(async () => {
  folder = join(root, `${++runs}`)
  for (const host of ['h1', 'h2']) {
    await mkdir(join(folder, host), { recursive: true })
    await writeFile(join(folder, host, 'old'), 'old\n')
  }
})
afterAll(() => rm(root, { recursive: true, force: true }))

interface Given {
  readonly hosts: string
  readonly settings: Partial<RunSettings>
  readonly files: Readonly<Record<string, string>>
}

async function play(tasks: string, { hosts = 'h1', settings, files = {} }: Partial<Given> = {}) {
  const connector = countingConnector(shellConnector)
  const indented = tasks.trim().replaceAll('\n', '\n    ')
  const ran = await runText({
    playbook: `- hosts: all\n  gather_facts: false\n  vars:\n    d: '${folder}/{{ inventory_hostname }}'\n  tasks:\n    ${indented}\n`,
    inventory: `${hosts.replaceAll(',', '\n')}\n`,
    connector,
    settings: settings ?? {},
    files,
  })
  expect(ran.problems).toEqual([])
  return {
    result: (task: string, host?: string) => ran.result(task, host),
    tasksOf: (host: string) => ran.tasksOf(host),
    trips: connector.roundTrips(),
  }
}

const COPY = `- copy: {content: new, dest: '{{ d }}/new'}`
const STAT = `- stat: {path: '{{ d }}/new'}\n  name: look`
const SLURP = `- slurp: {src: '{{ d }}/new'}\n  name: read`

describe('facts of the next task', () => {
  test('come with the change before it, and see it', async () => {
    const { trips, result } = await play(`${COPY}\n${STAT}`)

    expect(trips).toEqual({ h1: 2 })
    expect(result('look').values).toMatchObject({ stat: { exists: true, size: 3 } })
  })

  test('come for all tasks in a row that only look, and for the change behind them', async () => {
    const { trips, result } = await play(
      `${STAT}\n- find: {paths: '{{ d }}'}\n  name: found\n${SLURP}\n  failed_when: false\n${COPY}`,
    )

    expect(trips).toEqual({ h1: 2 })
    expect(result('look').values).toMatchObject({ stat: { exists: false } })
    expect(result('found').values).toMatchObject({ matched: 1 })
  })

  test('are as many round trips as each asks for where anything may come in between', async () => {
    const { trips, result } = await play(`${STAT}\n- command: 'sh -c "echo made > {{ d }}/new"'\n${SLURP}`)

    expect(trips).toEqual({ h1: 3 })
    expect(result('read').values).toMatchObject({ content: Buffer.from('made\n').toString('base64') })
  })

  test.each([
    ['has a condition', `- stat: {path: '{{ d }}/new'}\n  when: inventory_hostname == 'h1'`],
    ['has a loop', `- stat: {path: '{{ d }}/{{ item }}'}\n  loop: [new]`],
    ['is tried until something holds', `- stat: {path: '{{ d }}/new'}\n  until: true`],
    ['is delegated', `- stat: {path: '{{ d }}/new'}\n  delegate_to: h1`],
    ['runs once', `- stat: {path: '{{ d }}/new'}\n  run_once: true`],
    ['has another environment', `- stat: {path: '{{ d }}/new'}\n  environment: {A: b}`],
    ['is in a block of its own', `- block:\n    - stat: {path: '{{ d }}/new'}`],
    ['names the result before it', `- stat: {path: '{{ before.dest }}'}`],
    ['does more than to look at files', `- command: 'true'`],
    ['is another user', `- stat: {path: '{{ d }}/new'}\n  become: true\n  become_user: nobody\n  ignore_errors: true`],
  ])('are not there for a task that %s', async (_what, next) => {
    const { trips } = await play(`${COPY}\n  register: before\n${next}`)

    expect(trips).toEqual({ h1: 3 })
  })

  test('are not taken where the arguments turn out to be others', async () => {
    const { trips, result } = await play(`
- set_fact: {before: {path: '{{ d }}/old'}}
- stat: {path: '{{ d }}/h'}
  register: before
- stat: {path: "{{ before.path | default(d ~ '/new') }}"}
  name: look`)

    expect(trips).toEqual({ h1: 2 })
    expect(result('look').values).toMatchObject({ stat: { exists: false } })
  })

  test('are not taken where another name of the same machine has been at work since', async () => {
    const { result } = await play(
      `- copy: {content: '{{ inventory_hostname }}', dest: '${folder}/shared'}\n- slurp: {src: '${folder}/shared'}\n  name: read`,
      { hosts: 'h1 ansible_host=m,h2 ansible_host=m', settings: { forks: 1 } },
    )

    expect(result('read', 'h1').values['content']).toBe(Buffer.from('h2').toString('base64'))
  })

  test('are of no use once the task before them has failed, and the rescue sees the host as it is', async () => {
    const { result } = await play(`
- block:
    - copy: {content: new, dest: '{{ d }}/new', validate: 'false %s'}
    - stat: {path: '{{ d }}/old'}
      name: never
  rescue:
    - stat: {path: '{{ d }}/new'}
      name: look`)

    expect(result('look').values).toMatchObject({ stat: { exists: false } })
  })

  test('tell their error at their own task', async () => {
    const { result, tasksOf } = await play(`${COPY}\n  name: made\n- slurp: {src: '{{ d }}/absent'}\n  name: read`)

    expect(tasksOf('h1')).toEqual(['made', 'read'])
    expect(result('made').status).toBe('changed')
    expect(result('read')).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('absent') } })
  })

  test('look nothing up twice, and read nothing of the controller', async () => {
    const counted = join(folder, 'counted')
    const { trips, result } = await play(
      `${COPY}\n- stat: {path: "{{ lookup('pipe', 'echo x >> ${counted}; echo ${folder}/h1/new') }}"}\n${COPY}\n- copy: {src: here, dest: '{{ d }}/here'}\n  name: put`,
      { files: { here: 'text' } },
    )

    expect(await readFile(counted, 'utf8')).toBe('x\n')
    expect(result('put').status).toBe('changed')
    // Two for each of the copies that change something and one for the stat, which brings the facts of the copy behind it.
    expect(trips).toEqual({ h1: 5 })
  })

  test('change nothing in a check', async () => {
    const { trips, result } = await play(`${COPY}\n${STAT}`, { settings: { checkMode: true } })

    expect(trips).toEqual({ h1: 2 })
    expect(result('look').values).toMatchObject({ stat: { exists: false } })
  })
})

describe('what was read ahead', () => {
  const target = (name: string, address = 'm'): ConnectionTarget => {
    return { name, kind: 'ssh', address, sshArgs: [], connectTimeoutMs: 1000 }
  }
  const options = { signal: new AbortController().signal, environment: {} }
  const look = [{ ...exec('look'), tolerant: true }]
  const task = { name: 'look' } as Task

  /** A host whose `change` brings the look of `task` along. */
  async function lookedAhead() {
    const clock = new FakeClock()
    const host = fakeHost('h1', { answers: [answer('look', { stdout: 'seen' }), answer('change', {})] })
    const readAhead = new ReadAhead(clock)
    const opened = await readAhead.watching(fakeConnector([host])).open(target('h1'), options.signal)
    if (!opened.ok) throw opened.error
    const line = opened.value
    const ahead = {
      commands: look,
      timeoutMs: 1000,
      took: (outputs: readonly CommandOutput[]) =>
        readAhead.keep('h1', target('h1'), { task, commands: look, options, outputs }),
    }
    await line.run([exec('change')], { ...options, ahead })
    const ask = async (asked = task) => {
      const before = host.trips.length
      const ran = await readAhead.answering(line, 'h1', target('h1'), asked).run(look, options)
      expect(ran.ok && ran.value[0]?.stdout.toString()).toBe('seen')
      return host.trips.length - before
    }
    return { clock, line, ask, host, readAhead }
  }

  test('is taken once, for the task that it was read for', async () => {
    const { ask } = await lookedAhead()

    expect(await ask()).toBe(0)
    expect(await ask()).toBe(1)
  })

  test('is forgotten once another task asks', async () => {
    const { ask } = await lookedAhead()

    expect(await ask({ name: 'other' } as Task)).toBe(1)
    expect(await ask()).toBe(1)
  })

  test('is not believed after anything else has run there', async () => {
    const { ask, line } = await lookedAhead()
    await line.run([exec('change')], options)

    expect(await ask()).toBe(1)
  })

  test('is not believed after ten seconds', async () => {
    const { ask, clock } = await lookedAhead()
    clock.advance(10_001)

    expect(await ask()).toBe(1)
  })
})
