import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { systemClock } from '../../src/adapters/clock.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { ok } from '../../src/base/result.ts'
import { lockHolder } from '../../src/compose/lock-holder.ts'
import { RELEASE_SCRIPT } from '../../src/engine/locks/release-script.ts'
import type { RunSettings } from '../../src/engine/engine-deps.ts'
import type { Connector } from '../../src/ports/connector.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { runText, type Ran } from '../kit/run-text.ts'
import { openSandbox } from './with-sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox([{ name: 'g1', docker: '28.5.2' }])
}, 60_000)
afterAll(() => sandbox.close())

interface Released extends Ran {
  /** Programs that did nothing else. */
  readonly alone: number
  /** What the lock says afterwards. */
  readonly lock: string
}

async function run(plays: readonly object[], settings: Partial<RunSettings> = {}, names = ['g1']): Promise<Released> {
  let alone = 0
  const inner = createSshConnector({ clock: systemClock })
  const connector: Connector = {
    async open(target, signal) {
      const opened = await inner.open(target, signal)
      if (!opened.ok) return opened
      const { value: line } = opened
      return ok({
        get roundTrips() {
          return line.roundTrips
        },
        close: () => line.close(),
        run(commands, options) {
          const [first] = commands
          if (first?.kind === 'shell' && first.script === RELEASE_SCRIPT) alone++
          return line.run(commands, options)
        },
      })
    },
  }
  const inventory = readFileSync(sandbox.inventoryFile, 'utf8')
  const ran = await runText({
    playbook: JSON.stringify(plays.map((play) => ({ hosts: 'all', gather_facts: false, ...play }))),
    inventory: inventory.replace(/^g1( .*)$/m, (_line, rest: string) => names.map((name) => name + rest).join('\n')),
    connector,
    lockHolder: lockHolder({ user: 'tester', host: 'here' }),
    settings: {
      locks: { mode: 'always', waitMs: 0 },
      connection: { connectTimeoutMs: 60_000 },
      ...settings,
    },
    recordsUndo: {},
  })
  return { ...ran, alone, lock: (await sandbox.host('g1').run('cat /var/lib/longshore/locks/*/*')).stdout }
}

/** Of a run that succeeds, and leaves no lock. */
async function programsForRelease(plays: readonly object[]): Promise<number> {
  const { recap, problems, alone, lock } = await run(plays)
  expect(problems).toEqual([])
  expect(recap?.hosts.get('g1')).toMatchObject({ failed: 0, unreachable: 0 })
  expect(lock).toBe('')
  return alone
}

let revision = 0
const CHANGE = () => ({ copy: { dest: '/root/change', content: `${++revision}` } })
const REGISTRY = () => ({ docker_registry: { mirrors: [`http://m${++revision}.example:5000`] } })
const SAY = { debug: { msg: 'done' } }

describe('the lock of a host is released by the program that is the last one there', () => {
  test.each([
    ['a task alone', () => [{ tasks: [REGISTRY()] }]],
    ['one that others follow which only say something', () => [{ tasks: [CHANGE(), SAY], post_tasks: [SAY] }]],
    ['one in a block', () => [{ tasks: [{ block: [SAY, { block: [CHANGE(), SAY] }] }] }]],
    ['one behind others that change something', () => [{ pre_tasks: [REGISTRY()], tasks: [CHANGE(), CHANGE()] }]],
    ['one of the last of several plays', () => [{ tasks: [CHANGE()] }, { tasks: [REGISTRY()] }]],
    ['one of a play in batches', () => [{ serial: 1, tasks: [CHANGE(), REGISTRY()] }]],
    ['one of a play at its own pace', () => [{ strategy: 'free', tasks: [CHANGE()] }]],
  ])(
    '%s',
    async (_what, plays) => {
      expect(await programsForRelease(plays())).toBe(0)
    },
    60_000,
  )
})

describe('it is released by a program of its own', () => {
  const TRANSACTION = { name: 'all', transaction: true, block: [CHANGE()] }
  test.each([
    ['another task follows', () => [{ tasks: [CHANGE(), { stat: { path: '/root' } }] }]],
    ['another play follows', () => [{ tasks: [CHANGE()] }, { tasks: [SAY] }]],
    ['a handler is notified', () => [{ tasks: [{ ...CHANGE(), notify: 'h' }], handlers: [{ name: 'h', ...SAY }] }]],
    ['there is a rescue', () => [{ tasks: [{ block: [CHANGE()], rescue: [SAY] }] }]],
    ['something is always done', () => [{ tasks: [{ block: [CHANGE()], always: [SAY] }] }]],
    ['it is done in a transaction', () => [{ tasks: [TRANSACTION] }]],
    ['it is done in a rollout', () => [{ rollout: { stages: ['100%'] }, tasks: [CHANGE()] }]],
    ['it is done in a loop', () => [{ tasks: [{ ...CHANGE(), loop: [1] }] }]],
    ['it may be tried again', () => [{ tasks: [{ ...CHANGE(), register: 'r', until: 'r is success', retries: 1 }] }]],
    ['another batch may come back to it', () => [{ serial: 1, tasks: [{ ...SAY, delegate_to: 'g1' }, CHANGE()] }]],
  ])(
    'where %s',
    async (_what, plays) => {
      expect(await programsForRelease(plays())).toBe(1)
    },
    60_000,
  )

  test('where its last step fails, behind the undo', async () => {
    await run([{ tasks: [CHANGE()] }])
    const before = sandbox.host('g1').read('/root/change')?.toString('utf8')
    const copy = { dest: '/root/change', content: 'refused', validate: 'grep -q nothing %s' }

    const { recap, alone, lock } = await run([{ tasks: [{ copy }] }])

    expect(recap?.hosts.get('g1')).toMatchObject({ failed: 1 })
    expect(sandbox.host('g1').read('/root/change')?.toString('utf8')).toBe(before)
    expect([alone, lock]).toEqual([1, ''])
  }, 60_000)
})

test('a machine that is done under one name is not changed under another one by the same run', async () => {
  const mirrors = ['http://{{ inventory_hostname }}.example:5000']
  const names = ['first', 'second']

  const ran = await run([{ tasks: [{ name: 'it', docker_registry: { mirrors } }] }], { forks: 1 }, names)

  expect(names.map((name) => ran.result('it', name).status)).toEqual(['changed', 'failed'])
  expect(ran.result('it', 'second').error?.message).toBe(
    'second is the same machine as first, which this run changes already',
  )
  expect(ran.lock).toBe('')
}, 60_000)
