import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NumberedEvent } from '../../src/model/run-event/run-event.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { Controller } from '../kit/controller.ts'
import { openSandbox } from './with-sandbox.ts'

const NAMES = ['g1', 'g2'] as const
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox(NAMES.map((name) => ({ name, docker: '26.1.5', containerd: '1.7.24' })))
}, 60_000)
afterAll(() => sandbox.close())

/** Task `count N` appends a line to a file of the host, so that each time that it ran is seen. */
function playbook(id: string): string {
  const count = (name: string) => ({
    name: `count ${name}`,
    shell: { cmd: `sleep 0.2; echo ${name} >> /etc/${id}.log` },
    register: name,
  })
  const tasks = [
    count('a'),
    {
      name: 'mirror',
      docker_registry: { mirrors: [`http://${id}.example:5000`] },
      notify: 'tell',
    },
    count('b'),
    {
      name: 'say',
      shell: { cmd: `echo {{ a.rc }}-{{ b.rc }}-{{ ansible_facts.hostname is defined }} > /etc/${id}.said` },
    },
    count('c'),
  ]
  return JSON.stringify([{ hosts: 'all', serial: 1, tasks, handlers: [{ ...count('h'), name: 'tell' }] }])
}

function linesOf(host: string, path: string): readonly string[] {
  const found = sandbox.hosts.find(({ name }) => name === host)
  return (found?.read(path)?.toString('utf8') ?? '').split('\n').filter((line) => line !== '')
}

/** Host and name of the tasks that were finished when the process died. */
function finishedIn(events: readonly NumberedEvent[]): readonly string[] {
  const names = new Map<string, string>()
  return events.flatMap((event) => {
    if (event.type === 'task-started') names.set(event.task.id, event.task.name)
    return event.type === 'task-finished' ? [`${event.host} ${names.get(event.task) ?? ''}`] : []
  })
}

describe('a run whose controller is killed', () => {
  test.each([
    ['task-started', 1],
    ['steps-started', 1],
    ['steps-started', 2],
    ['task-finished', 3],
    ['steps-started', 5],
    ['batch-finished', 1],
    ['task-finished', 10],
  ] as const)(
    'at %s %i, and resumed, ends new on every host and repeats nothing that was finished',
    async (type, count) => {
      using controller = new Controller()
      const id = `${type}-${count}`
      writeFileSync(join(controller.folder, 'play.yml'), playbook(id))
      await controller.killedAt(type, count, ['run', 'play.yml', '-i', sandbox.inventoryFile])
      const finished = finishedIn(controller.events())
      const seqs = controller.events().length

      const shown = await controller.show()
      const resumed = await controller.run(['runs', 'resume', 'latest'])
      const after = await controller.show()

      expect(shown).toMatch(/^state +dead: /m)
      expect(resumed).toMatchObject({ code: 0 })
      expect(after).toMatch(/^state +ok$/m)
      expect(after).toMatch(/^chain +intact /m)
      expect(controller.events().map(({ seq }) => seq)).toEqual(controller.events().map((_event, index) => index + 1))
      expect(controller.events()[seqs]?.type).toBe('run-resumed')
      for (const host of NAMES) {
        expect(sandbox.hosts.find(({ name }) => name === host)?.effective().docker?.mirrors).toEqual([
          `http://${id}.example:5000/`,
        ])
        expect(linesOf(host, `/etc/${id}.said`)).toEqual(['0-0-True'])
        const counted = linesOf(host, `/etc/${id}.log`)
        for (const name of ['a', 'b', 'c', 'h']) {
          const task = name === 'h' ? 'tell' : `count ${name}`
          const times = counted.filter((line) => line === name).length
          expect(times).toBeGreaterThan(0)
          if (finished.includes(`${host} ${task}`)) expect([host, task, times]).toEqual([host, task, 1])
        }
      }
    },
    300_000,
  )
})

describe('runs resume', () => {
  test('refuses a run that is over', async () => {
    using controller = new Controller()
    writeFileSync(join(controller.folder, 'play.yml'), playbook('over'))
    await controller.run(['run', 'play.yml', '-i', sandbox.inventoryFile])

    const resumed = await controller.run(['runs', 'resume', 'latest'])

    expect(resumed.code).toBe(1)
    expect(resumed.output).toMatch(/^error: run \S+ is over: ok$/m)
  }, 180_000)

  test('refuses a run that is alive, whose abort ends it, and resumes it then', async () => {
    using controller = new Controller()
    writeFileSync(join(controller.folder, 'play.yml'), playbook('alive'))
    const { ended } = controller.start(['run', 'play.yml', '-i', sandbox.inventoryFile])
    while (!controller.events().some(({ type }) => type === 'steps-started'))
      await new Promise((go) => setImmediate(go))

    const resumed = await controller.run(['runs', 'resume', 'latest'])
    const aborted = await controller.run(['runs', 'abort', 'latest'])
    const { code } = await ended
    const again = await controller.run(['runs', 'resume', 'latest'])

    expect(resumed.output).toMatch(/^error: the run is alive: process \d+ on /m)
    expect(aborted.code).toBe(0)
    expect(code).toBe(130)
    expect(again.code).toBe(0)
    expect(linesOf('g1', '/etc/alive.log')).toEqual(['a', 'b', 'c', 'h'])
  }, 180_000)

  test('refuses where the playbook is not what it was', async () => {
    using controller = new Controller()
    writeFileSync(join(controller.folder, 'play.yml'), playbook('changed'))
    await controller.killedAt('steps-started', 1, ['run', 'play.yml', '-i', sandbox.inventoryFile])
    writeFileSync(join(controller.folder, 'play.yml'), playbook('other'))

    const resumed = await controller.run(['runs', 'resume', 'latest'])

    expect(resumed.code).toBe(1)
    expect(resumed.output).toContain('a playbook, a role, the inventory or a setting is not what it was')
  }, 180_000)

  test('keeps no value of -e, asks for them again, and goes on with them', async () => {
    using controller = new Controller()
    writeFileSync(join(controller.folder, 'play.yml'), playbook('vars'))
    const run = ['run', 'play.yml', '-i', sandbox.inventoryFile, '-e', 'token=hunter2']
    await controller.killedAt('steps-started', 1, run)
    const folder = join(controller.folder, 'longshore/runs')
    const [id = ''] = readdirSync(folder)
    const kept = readdirSync(join(folder, id)).map((name) => readFileSync(join(folder, id, name), 'utf8'))

    const without = await controller.run(['runs', 'resume', 'latest'])
    const withIt = await controller.run(['runs', 'resume', 'latest', '-e', 'token=hunter2'])

    expect(kept.join('')).not.toContain('hunter2')
    expect(without.output).toContain('the run had other variables from the command line: token')
    expect(withIt.code).toBe(0)
  }, 180_000)
})
