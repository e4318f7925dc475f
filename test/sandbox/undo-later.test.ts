import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { Controller } from '../kit/controller.ts'
import { runOnSandbox } from '../kit/run-on-sandbox.ts'
import { openSandbox } from './with-sandbox.ts'

const NAMES = ['g1', 'g2'] as const
const OLD = { note: 'old', mirrors: ['http://old.example:5000/'] }
const NEW = { note: 'new', mirrors: ['http://new.example:5000/'] }

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox(NAMES.map((name) => ({ name, docker: '26.1.5', containerd: '1.7.24' })))
}, 60_000)
afterAll(() => sandbox.close())

beforeEach(async () => {
  await runOnSandbox(sandbox, 'copy', { dest: '/etc/note', content: 'old', mode: '0640' })
  await runOnSandbox(sandbox, 'docker_registry', { mirrors: ['http://old.example:5000'] })
  await runOnSandbox(sandbox, 'file', { path: '/etc/broken', state: 'absent' })
}, 60_000)

interface Terms {
  readonly transaction?: boolean | { readonly guard: string }
  readonly rollout?: unknown
}

/** A note and mirrors, and then a task that takes its time and fails where the host is broken. */
function playbook({ transaction = true, rollout }: Terms = {}): string {
  const block = [
    { name: 'note', copy: { dest: '/etc/note', content: 'new' } },
    { name: 'mirror', docker_registry: { mirrors: ['http://new.example:5000'] } },
    { name: 'long', shell: 'sleep 1; test ! -e /etc/broken', changed_when: false },
  ]
  const tasks = rollout === undefined ? [{ transaction, block }] : block
  return JSON.stringify([{ hosts: 'all', gather_facts: false, tasks, ...(rollout === undefined ? {} : { rollout }) }])
}

function prepared(terms?: Terms): Controller {
  const controller = new Controller()
  writeFileSync(join(controller.folder, 'play.yml'), playbook(terms))
  return controller
}

const RUN = () => ['run', 'play.yml', '-i', sandbox.inventoryFile]
const KILLED_AFTER_THE_MIRRORS = ['task-finished', 4] as const

function states() {
  return sandbox.hosts.map((host) => ({
    note: host.read('/etc/note')?.toString(),
    mirrors: host.effective().docker?.mirrors,
  }))
}

const isGuarded = () => sandbox.hosts.map((host) => host.read('/var/lib/longshore/guard/about') !== undefined)

test('a run that went well is undone by its hosts: files, daemons, and nothing twice', async () => {
  using controller = prepared()
  await controller.run(RUN())
  const between = states()

  const undone = await controller.run(['runs', 'rollback', 'latest'])
  const back = states()
  const [first] = (await controller.run(['runs', 'list'])).output.split('\n').slice(1)
  const again = await controller.run(['runs', 'rollback', first?.split(' ')[0] ?? ''])

  expect(between).toEqual([NEW, NEW])
  expect(undone).toMatchObject({ code: 0 })
  expect(back).toEqual([OLD, OLD])
  expect(again).toMatchObject({ code: 0, output: expect.stringMatching(/^Nothing to roll back/) })
}, 180_000)

test('a run whose controller was killed is undone', async () => {
  using controller = prepared()
  await controller.killedAt(...KILLED_AFTER_THE_MIRRORS, RUN())

  const undone = await controller.run(['runs', 'rollback', 'latest'])

  expect(undone).toMatchObject({ code: 0 })
  expect(states()).toEqual([OLD, OLD])
}, 180_000)

test('a host that is off is named, and done by a later word', async () => {
  using controller = prepared()
  copyFileSync(sandbox.inventoryFile, join(controller.folder, 'hosts.ini'))
  await controller.run(['run', 'play.yml', '-i', 'hosts.ini'])
  const [run = ''] = (await controller.run(['runs', 'list'])).output.split('\n').slice(1)
  const id = run.split(' ')[0] ?? ''
  const inventory = readFileSync(join(controller.folder, 'hosts.ini'), 'utf8')
  const port = String(sandbox.hosts.find(({ name }) => name === 'g2')?.port)
  writeFileSync(join(controller.folder, 'hosts.ini'), inventory.replaceAll(port, '1'))

  const first = await controller.run(['runs', 'rollback', id])
  const shown = await controller.run(['runs', 'show', id])
  writeFileSync(join(controller.folder, 'hosts.ini'), inventory)
  const second = await controller.run(['runs', 'rollback', 'latest'])

  expect(first).toMatchObject({ code: 4 })
  expect(first.output).toContain(`Not reached, and kept for later: g2\n  longshore runs rollback ${id}`)
  expect(shown.output).toMatch(/^rollback +.*g1 done, g2 waits$/m)
  expect(second).toMatchObject({ code: 0, output: expect.not.stringContaining('g1') })
  expect(states()).toEqual([OLD, OLD])
}, 180_000)

test.each([
  ['a transaction', {}, 2],
  ['a rollout', { rollout: { stages: ['100%'] } }, 8],
] as const)(
  '%s that fails after it was resumed takes back what the earlier process did',
  async (_what, terms, code) => {
    using controller = prepared(terms)
    await controller.killedAt(...KILLED_AFTER_THE_MIRRORS, RUN())
    const between = states()
    await runOnSandbox(sandbox, 'copy', { dest: '/etc/broken', content: 'x' })

    const resumed = await controller.run(['runs', 'resume', 'latest'])

    expect(between).toEqual([NEW, NEW])
    expect(resumed).toMatchObject({ code })
    expect(resumed.output).toMatch(/rolled back/)
    expect(states()).toEqual([OLD, OLD])
  },
  180_000,
)

test('a guard hears of the controller that resumes, and is over when the transaction is', async () => {
  using controller = prepared({ transaction: { guard: '30s' } })
  await controller.killedAt(...KILLED_AFTER_THE_MIRRORS, RUN())
  const guarded = isGuarded()

  const resumed = await controller.run(['runs', 'resume', 'latest'])

  expect(guarded).toEqual([true, true])
  expect(resumed).toMatchObject({ code: 0 })
  expect(states()).toEqual([NEW, NEW])
  expect(isGuarded()).toEqual([false, false])
}, 180_000)

test('a run that is resumed after its guard has fired changes nothing on top, and says that the host is back', async () => {
  using controller = prepared({ transaction: { guard: '5s' } })
  await controller.killedAt(...KILLED_AFTER_THE_MIRRORS, RUN())
  const fired = () => sandbox.hosts.every((host) => host.read('/var/lib/longshore/guard/fired') !== undefined)
  while (!fired()) await after(100)

  const resumed = await controller.run(['runs', 'resume', 'latest'])

  expect(resumed).toMatchObject({ code: 2, output: expect.stringContaining('has put the host back by itself') })
  expect(states()).toEqual([OLD, OLD])
}, 180_000)
