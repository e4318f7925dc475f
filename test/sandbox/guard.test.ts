import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { Controller } from '../kit/controller.ts'
import { openSandbox } from './with-sandbox.ts'

const NAMES = ['g1', 'g2'] as const
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox(NAMES.map((name) => ({ name, docker: '26.1.5', containerd: '1.7.24' })))
}, 60_000)
afterAll(() => sandbox.close())

const BASE = '/var/lib/longshore'

/** Mirrors and a file in a transaction that ends with a task of so many seconds. */
function playbook(mirror: string, seconds: number, guard = '5s'): string {
  const block = [
    { name: 'note', copy: { dest: '/etc/note', content: mirror } },
    { name: 'mirror', docker_registry: { mirrors: [mirror] } },
    { name: 'long', command: `sleep ${seconds}`, changed_when: false },
  ]
  return JSON.stringify([{ hosts: 'all', gather_facts: false, tasks: [{ transaction: { guard }, block }] }])
}

function stateOf(name: string) {
  const host = sandbox.hosts.find((each) => each.name === name)
  return { note: host?.read('/etc/note')?.toString(), mirrors: host?.effective().docker?.mirrors }
}

function guardOn(name: string, file = 'about') {
  return sandbox.hosts
    .find((each) => each.name === name)
    ?.read(`${BASE}/guard/${file}`)
    ?.toString()
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await after(50)
}

test('a transaction that ends well leaves no guard, and its hosts are new', async () => {
  using controller = new Controller()
  writeFileSync(join(controller.folder, 'play.yml'), playbook('http://well.example:5000', 0))

  const ran = await controller.run(['run', 'play.yml', '-i', sandbox.inventoryFile])

  expect(ran).toMatchObject({ code: 0 })
  for (const name of NAMES) {
    expect(stateOf(name)).toEqual({ note: 'http://well.example:5000', mirrors: ['http://well.example:5000/'] })
    expect(guardOn(name)).toBeUndefined()
  }
}, 120_000)

test('it is kept off while the controller works, however long that takes', async () => {
  using controller = new Controller()
  writeFileSync(join(controller.folder, 'play.yml'), playbook('http://long.example:5000', 12))

  const ran = await controller.run(['run', 'play.yml', '-i', sandbox.inventoryFile])

  expect(ran).toMatchObject({ code: 0 })
  for (const name of NAMES) expect(stateOf(name).note).toBe('http://long.example:5000')
}, 120_000)

test('hosts whose controller is killed put themselves back, daemon and all, and the next run says so', async () => {
  using controller = new Controller()
  const before = NAMES.map(stateOf)
  writeFileSync(join(controller.folder, 'play.yml'), playbook('http://killed.example:5000', 60))

  await controller.killedAt('task-finished', 4, ['run', 'play.yml', '-i', sandbox.inventoryFile])
  const between = NAMES.map(stateOf)
  await until(() => NAMES.every((name) => guardOn(name, 'fired') !== undefined))
  const outcomes = NAMES.map((name) => guardOn(name, 'outcome'))
  writeFileSync(join(controller.folder, 'play.yml'), playbook('http://next.example:5000', 0))
  const next = await controller.run(['run', 'play.yml', '-i', sandbox.inventoryFile])

  expect(between.map(({ note }) => note)).toEqual(['http://killed.example:5000', 'http://killed.example:5000'])
  expect(outcomes).toEqual([expect.stringContaining('state restored'), expect.stringContaining('state restored')])
  expect(next).toMatchObject({ code: 0 })
  for (const name of NAMES)
    expect(next.output).toMatch(
      new RegExp(`${name}: the guard of run \\S+ by .* had put it back at \\S+: everything was undone`),
    )
  expect(before.map(({ note }) => note)).toEqual(['http://long.example:5000', 'http://long.example:5000'])
  for (const name of NAMES) expect(guardOn(name)).toBeUndefined()

  const runs = readdirSync(join(controller.folder, 'longshore/runs')).sort()
  const shown = await controller.run(['runs', 'show', runs[0] ?? ''])
  for (const name of NAMES)
    expect(shown.output).toMatch(new RegExp(`^${name} .*the guard of run ${runs[0] ?? ''} by .* had put it back`, 'm'))
  expect((await controller.run(['runs', 'show', runs[1] ?? ''])).output).not.toContain('guard')
}, 180_000)
