import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { systemClock } from '../../src/adapters/clock.ts'
import { compileProgram } from '../../src/adapters/shell-program/compile-program.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { ok } from '../../src/base/result.ts'
import { lockHolder } from '../../src/compose/lock-holder.ts'
import type { Connector } from '../../src/ports/connector.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { runText } from '../kit/run-text.ts'
import { openSandbox } from '../sandbox/with-sandbox.ts'

/**
 * What a run costs its hosts: the processes that our programs start there, counted by the kernel, each about half a
 * millisecond of a host's CPU; and the bytes of the programs, each of which a bash that plays `sh` reads by a call of its own. Where a number may grow for a good reason, say the reason with the new number.
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

interface Trip {
  /** The `sh` that runs the program is one of them. */
  readonly processes: number
  /** Of the program that the host is told. */
  readonly bytes: number
}

/** Each round trip, in order. */
async function tripsOf(name: string, host: string): Promise<readonly Trip[]> {
  const playbook = readFileSync(new URL(`../bench/site/${name}`, import.meta.url), 'utf8')
  return tripsOfPlay(playbook, host, name === 'own.yml' ? 1 : 4)
}

function tripsOfTask(task: string, changed = 0): Promise<readonly Trip[]> {
  return tripsOfPlay(`- hosts: fleet\n  gather_facts: false\n  tasks:\n    - ${task}\n`, 'h1', changed)
}

async function tripsOfPlay(playbook: string, host: string, changed: number): Promise<readonly Trip[]> {
  const trips: Trip[] = []
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
          const processes = (await lastProcess(target.name)) - before - 1
          const program = compileProgram(commands, {
            ...options,
            keepsShell: options.looks === true || options.keepsLogin === true,
          })
          trips.push({ processes, bytes: program.ok ? program.value.text.length : Infinity })
          return ran
        },
      })
    },
  }
  const ran = await runText({
    playbook,
    inventory: readFileSync(sandbox.inventoryFile, 'utf8').replace(/^\[.*\]$/m, '[fleet]'),
    extraVars: { rev: 1, validator: 'grep -q . %s' },
    connector,
    lockHolder: lockHolder({ user: 'tester', host: 'here' }),
    settings: { locks: { mode: 'auto', waitMs: 0 }, connection: { connectTimeoutMs: 60_000 } },
    recordsUndo: {},
    limit: [host],
  })
  expect(ran.problems).toEqual([])
  expect(ran.recap?.hosts.get(host)).toMatchObject({ changed, failed: 0 })
  return trips
}

type Most = readonly [trip: string, processes: number, bytes: number]

/** A host that counts fewer has fewer programs for us to ask: file(1) and lsattr(1) may not be there. */
function expectAtMost(trips: readonly Trip[], most: readonly Most[]): void {
  expect(trips).toHaveLength(most.length)
  const over = most.flatMap(([trip, mostProcesses, mostBytes], index) => {
    const { processes, bytes } = trips[index] ?? { processes: 0, bytes: 0 }
    const isFew = processes >= 2 && processes <= mostProcesses && bytes <= mostBytes
    return isFew ? [] : [`${trip}: ${processes} processes (2 to ${mostProcesses}), ${bytes} bytes (${mostBytes})`]
  })
  expect(over).toEqual([])
}

describe('the processes that a run starts on a host, and what it tells it', () => {
  test('are few for each task of an ordinary play', async () => {
    expectAtMost(await tripsOf('site.yml', 'h1'), [
      ['stat, and the facts of a copy on the host', 13, 6_650],
      // The subshell that lets what follows have the same shell is one of them.
      ['copy on the host, and slurp', 8, 3_800],
      ['facts of a copy', 6, 4_500],
      ['validated copy', 8, 3_800],
      ['command true', 6, 2_500],
      ['command cat', 6, 2_500],
    ])
  }, 120_000)

  test('are few for the own module', async () => {
    expectAtMost(await tripsOf('own.yml', 'h2'), [
      // Some are the sandbox's: its docker, dockerd and systemctl are scripts.
      // Of what only looks, one is the subshell that lets the change have the same shell; it spares the login shell and sshd's own.
      ['facts', 21, 9_600],
      // The lock is taken and released by the program that has it.
      ['lock, record and change', 18, 14_100],
    ])
  }, 120_000)

  // Of disks and networks setup tells more where there are more of them.
  test.each<[string, number, readonly Most[]]>([
    ['setup: {}', 0, [['facts', 100, 9_000]]],
    ['setup: { gather_subset: "!all" }', 0, [['facts', 36, 4_700]]],
    ['find: { paths: /srv/hosts }', 0, [['facts', 14, 2_600]]],
    ['file: { path: /srv/hosts, state: directory }', 0, [['facts', 6, 4_500]]],
    [
      'file: { path: /srv/made, state: directory }',
      1,
      [
        ['facts', 6, 4_500],
        ['change', 6, 1_000],
      ],
    ],
    ['systemd: { name: docker, state: started }', 0, [['facts', 8, 1_300]]],
    [
      'service: { name: docker, state: restarted }',
      1,
      [
        ['facts', 8, 1_300],
        ['change', 3, 650],
      ],
    ],
    ['registry_facts: {}', 0, [['facts', 28, 8_900]]],
  ])(
    'are few for %s',
    async (task, changed, most) => {
      expectAtMost(await tripsOfTask(task, changed), most)
    },
    120_000,
  )
})
