import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { systemClock } from '../../src/adapters/clock.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { ok } from '../../src/base/result.ts'
import { lockHolder } from '../../src/compose/lock-holder.ts'
import type { Connector } from '../../src/ports/connector.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { runText } from '../kit/run-text.ts'
import { openSandbox } from '../sandbox/with-sandbox.ts'

/**
 * What a run costs its hosts: the processes that our programs start there, counted by the kernel. Each is about half a
 * millisecond of a host's CPU. Where a number may grow for a good reason, say the reason with the new number.
 */
const FILE = '/srv/hosts/h1/daemon.json'
const BEFORE = '{\n  "registry-mirrors": ["http://10.0.0.8:5000"]\n}\n'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox([{ name: 'h1', docker: '28.5.2', files: { [FILE]: BEFORE } }])
}, 60_000)
afterAll(() => sandbox.close())

/** Hosts number their processes from 1 upward: this look is the last one. */
async function lastProcess(): Promise<number> {
  const { stdout } = await sandbox.host('h1').run('echo $$')
  return Number(stdout)
}

/** Processes of each round trip, by task. `sh` that runs the program is one of them. */
async function processesOf(name: string): Promise<Readonly<Record<string, readonly number[]>>> {
  const counts: Record<string, number[]> = {}
  let task = ''
  const inner = createSshConnector({ clock: systemClock })
  const connector: Connector = {
    async open(target, signal) {
      const opened = await inner.open(target, signal)
      if (!opened.ok) return opened
      const connection = opened.value
      return ok({
        get roundTrips() {
          return connection.roundTrips
        },
        close: () => connection.close(),
        async run(commands, options) {
          const before = await lastProcess()
          const ran = await connection.run(commands, options)
          ;(counts[task] ??= []).push((await lastProcess()) - before - 1)
          return ran
        },
      })
    },
  }
  const ran = await runText({
    playbook: readFileSync(new URL(`../bench/site/${name}`, import.meta.url), 'utf8'),
    inventory: readFileSync(sandbox.inventoryFile, 'utf8').replace(/^\[.*\]$/m, '[fleet]'),
    extraVars: { rev: 1, validator: 'grep -q . %s' },
    connector,
    lockHolder: lockHolder({ user: 'tester', host: 'here' }),
    settings: { locks: { mode: 'auto', waitMs: 0 }, connection: { connectTimeoutMs: 60_000 } },
    recordsUndo: {},
    onEvent: (event) => {
      if (event.type === 'task-started') task = event.task.name
      if (event.type === 'task-finished') task = 'end'
    },
  })
  expect(ran.problems).toEqual([])
  expect([ran.recap?.hosts.get('h1')?.failed, JSON.stringify(ran.events.at(-4))]).toEqual([0, ''])
  return counts
}

describe('the processes that a run starts on a host', () => {
  test('are few for the tasks of an ordinary play', async () => {
    expect(await processesOf('site.yml')).toEqual({})
  }, 120_000)

  test('are few for the own module', async () => {
    expect(await processesOf('own.yml')).toEqual({})
  }, 120_000)
})
