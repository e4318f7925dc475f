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
const BEFORE = '{\n  "registry-mirrors": ["http://10.0.0.8:5000"]\n}\n'

let sandbox: Sandbox
beforeAll(async () => {
  const host = (name: string) => ({ name, docker: '28.5.2', files: { [`/srv/hosts/${name}/daemon.json`]: BEFORE } })
  sandbox = await openSandbox([host('h1'), host('h2')])
}, 60_000)
afterAll(() => sandbox.close())

/** Hosts number their processes from 1 upward: this look is the last one. */
async function lastProcess(host: string): Promise<number> {
  const { stdout } = await sandbox.host(host).run('echo $$')
  return Number(stdout)
}

/** Processes of each round trip, in order. The `sh` that runs the program is one of them. */
async function processesOf(name: string, host: string): Promise<readonly number[]> {
  const counts: number[] = []
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
          const before = await lastProcess(target.name)
          const ran = await connection.run(commands, options)
          counts.push((await lastProcess(target.name)) - before - 1)
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
    limit: [host],
  })
  expect(ran.problems).toEqual([])
  expect(ran.recap?.hosts.get(host)).toMatchObject({ changed: name === 'own.yml' ? 1 : 4, failed: 0 })
  return counts
}

/** A host that counts fewer has fewer programs for us to ask: file(1) and lsattr(1) may not be there. */
function expectAtMost(counted: readonly number[], most: readonly (readonly [trip: string, processes: number])[]): void {
  expect(counted).toHaveLength(most.length)
  const over = most.flatMap(([trip, processes], index) => {
    const seen = counted[index] ?? 0
    return seen > processes || seen < 2 ? [`${trip}: ${seen}, not 2 to ${processes}`] : []
  })
  expect(over).toEqual([])
}

describe('the processes that a run starts on a host', () => {
  test('are few for each task of an ordinary play', async () => {
    expectAtMost(await processesOf('site.yml', 'h1'), [
      ['stat, and the facts of a copy on the host', 16],
      ['copy on the host, and slurp', 8],
      ['facts of a copy', 6],
      ['validated copy', 10],
      ['command true', 6],
      ['command cat', 6],
    ])
  }, 120_000)

  test('are few for the own module', async () => {
    expectAtMost(await processesOf('own.yml', 'h2'), [
      // Some are the sandbox's: its docker, dockerd and systemctl are scripts.
      ['facts', 31],
      // The lock is taken and released by the program that has it.
      ['lock, record and change', 28],
    ])
  }, 120_000)
})
