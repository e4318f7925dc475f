import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import { Interrupts } from '../../src/engine/interrupts.ts'
import { exec } from '../../src/model/remote-command.ts'
import { defineModule } from '../../src/modules/define-module.ts'
import { canMakeUsers } from '../adapters/ssh/throw-away-users.ts'
import { fakeConnector } from '../fakes/fake-connector.ts'
import { answer, fakeHost } from '../fakes/fake-host.ts'
import { runText } from '../kit/run-text.ts'

/** Writes two files and then runs a program; both files go back when it fails. */
const twoFiles = defineModule({
  name: 'two_files',
  summary: 'a module for this test',
  args: z.strictObject({}),
  facts: () => ({}),
  plan: () => ({
    kind: 'change',
    steps: [
      { summary: 'write /etc/a', run: write('/etc/a', 'new'), undo: [write('/etc/a', 'old')] },
      { summary: 'write /etc/b', run: write('/etc/b', 'new'), undo: [write('/etc/b', 'old')] },
      { summary: 'reload', run: exec('reload') },
      { summary: 'never reached', run: exec('later') },
    ],
  }),
})

function write(path: string, content: string) {
  return { kind: 'write' as const, path, content }
}

const PLAYBOOK = `
- hosts: all
  gather_facts: false
  tasks:
    - {name: change, two_files: {}}
    - {name: after, ping: {}}
`

function hostThat(reload: 'works' | 'fails') {
  return fakeHost('h1', {
    files: { '/etc/a': 'old', '/etc/b': 'old' },
    answers: [
      answer('reload', reload === 'works' ? {} : { exitCode: 1, stderr: 'no such unit\n' }),
      answer('later', {}),
    ],
  })
}

function run(host: ReturnType<typeof hostThat>, more: { interrupts?: Interrupts } = {}) {
  return runText({
    playbook: PLAYBOOK,
    inventory: 'h1\n',
    connector: fakeConnector([host]),
    modules: [twoFiles],
    ...more,
  })
}

describe('a task whose step fails', () => {
  test('undoes every started step, newest first, in one round trip', async () => {
    const host = hostThat('fails')

    const ran = await run(host)

    expect(ran.result('change')).toMatchObject({
      status: 'failed',
      rollback: 'done',
      error: { message: 'could not reload: no such unit' },
    })
    expect([host.text('/etc/a'), host.text('/etc/b')]).toEqual(['old', 'old'])
    expect(host.trips.map((trip) => trip.commands.length)).toEqual([4, 2])
    expect(host.trips[1]?.commands.map((command) => command.kind === 'write' && command.path)).toEqual([
      '/etc/b',
      '/etc/a',
    ])
    expect(host.programs).not.toContain('later')
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 1, rollback: 'done' })
  })

  test('goes on undoing past an undo that fails, and says what is left', async () => {
    const host = hostThat('fails')
    host.failAt((command) => command.kind === 'write' && command.path === '/etc/b' && command.content === 'old')

    const ran = await run(host)

    expect(host.text('/etc/a')).toBe('old')
    expect(ran.result('change').rollback).toBe('failed')
    expect(ran.result('change').rollbackErrors?.map((error) => error.message)).toEqual([
      'could not undo "write /etc/b": made to fail',
    ])
  })

  test('journals the steps before they run, and the undo before it runs', async () => {
    const ran = await run(hostThat('fails'))

    expect(ran.events.map((event) => event.type).filter((type) => /steps|undo|task/.test(type))).toEqual([
      'task-started',
      'steps-started',
      'undo-started',
      'undo-finished',
      'task-finished',
    ])
  })
})

describe('a connection that breaks', () => {
  test('in the middle of the steps is opened again, and everything is undone', async () => {
    const host = hostThat('works').loseConnectionAt(1, 2)

    const ran = await run(host)

    expect(ran.result('change')).toMatchObject({ status: 'unreachable', rollback: 'done' })
    expect([host.text('/etc/a'), host.text('/etc/b')]).toEqual(['old', 'old'])
    expect(host.opened).toBe(2)
    expect(host.open).toBe(0)
  })

  test('for good leaves the host named as not rolled back', async () => {
    const host = hostThat('works').loseConnectionAt(1, 2).loseConnectionAt(2, 0)

    const ran = await run(host)

    expect(ran.result('change')).toMatchObject({ status: 'unreachable', rollback: 'impossible' })
    expect(ran.recap?.hosts.get('h1')?.rollback).toBe('impossible')
  })
})

describe('a Ctrl-C', () => {
  test('lets the task in flight end, starts no other, and says where the host stands', async () => {
    const interrupts = new Interrupts()
    const host = hostThat('works')
    host.answers.unshift((command) => {
      if (command.kind === 'exec' && command.argv[0] === 'reload') interrupts.interrupt('SIGINT')
      return undefined
    })

    const ran = await run(host, { interrupts })

    expect(ran.tasksOf()).toEqual(['change'])
    expect(ran.result('change').status).toBe('changed')
    expect(host.text('/etc/a')).toBe('new')
    expect(ran.recap).toMatchObject({ interrupted: true })
    expect(ran.recap?.hosts.get('h1')?.notAttempted).toBe('interrupted before "after"')
  })

  test('pressed twice ends what is in flight and undoes it, on a real shell', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'longshore-twice-'))
    const [file, reached] = [join(folder, 'a'), join(folder, 'reached')]
    writeFileSync(file, 'old')
    const slow = defineModule({
      name: 'slow',
      summary: 'a module for this test',
      args: z.strictObject({}),
      facts: () => ({}),
      plan: () => ({
        kind: 'change',
        steps: [
          { summary: 'write', run: write(file, 'new'), undo: [write(file, 'old')] },
          { summary: 'wait', run: exec('sh', '-c', `: > ${reached}; sleep 600`) },
        ],
      }),
    })
    const interrupts = new Interrupts()
    const running = runText({
      playbook: '[{hosts: all, gather_facts: false, tasks: [{name: change, slow: {}}]}]',
      modules: [slow],
      interrupts,
    })
    while (!existsSync(reached)) await new Promise((resolve) => setImmediate(resolve))
    const before = readFileSync(file, 'utf8')

    interrupts.interrupt('SIGINT')
    interrupts.interrupt('SIGINT')
    const ran = await running

    expect(before).toBe('new')
    expect(readFileSync(file, 'utf8')).toBe('old')
    expect(ran.result('change')).toMatchObject({ status: 'failed', rollback: 'done', error: { code: 'INTERRUPTED' } })
    await rm(folder, { recursive: true })
  })
})

if (canMakeUsers) {
  test('a file that its user may not write fails the task, and is as before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'longshore-closed-'))
    const path = join(folder, 'file')
    writeFileSync(path, 'old\n', { mode: 0o644 })
    await chmod(folder, 0o755)

    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  become: true
  become_user: nobody
  tasks:
    - {name: change, copy: {dest: '${path}', content: "new\\n"}}
`,
    })

    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 1, rollback: 'done' })
    expect(ran.result('change').error?.message).toMatch(/not writable/)
    expect(readFileSync(path, 'utf8')).toBe('old\n')
    await rm(folder, { recursive: true })
  })
}
