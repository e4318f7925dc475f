import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { BEAT_MS } from '../../src/engine/locks/lock-terms.ts'
import { Interrupts } from '../../src/engine/interrupts.ts'
import { ok } from '../../src/base/result.ts'
import type { Approvals } from '../../src/ports/approvals.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { type Ran, runText } from '../kit/run-text.ts'
import { TcpProxy } from '../kit/tcp-proxy.ts'
import { openSandbox } from './with-sandbox.ts'

const GUARD = '/var/lib/longshore/guard'

const folder = mkdtempSync(join(tmpdir(), 'long-waits-'))
let sandbox: Sandbox
let cable: TcpProxy
let clock: FakeClock
beforeAll(async () => {
  sandbox = await openSandbox([
    { name: 'g1', docker: '26.1.5' },
    { name: 'g2', docker: '26.1.5' },
  ])
}, 60_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
  return sandbox.close()
})
beforeEach(async () => {
  cable = await TcpProxy.open(host().port)
  clock = new FakeClock()
})
afterEach(() => cable.close())

const host = () => sandbox.hosts[0]!
const behindCable = (text: string) => text.replaceAll(String(host().port), String(cable.port))
const holder = (pid: number) => ({ by: `operator ${pid}`, process: { pid, host: 'ctl' }, isGone: () => false })

/** A run whose time passes when the test says so; the host's time is the real one. */
function start(runId: string, play: object, more: Partial<Parameters<typeof runText>[0]> = {}): Promise<Ran> {
  const knownHosts = join(folder, 'known_hosts')
  writeFileSync(knownHosts, behindCable(readFileSync(sandbox.knownHostsFile, 'utf8')))
  return runText({
    playbook: JSON.stringify([{ hosts: 'g1', gather_facts: false, ...play }]),
    inventory: behindCable(readFileSync(sandbox.inventoryFile, 'utf8')).replace(sandbox.knownHostsFile, knownHosts),
    connector: createConnector({ clock: systemClock, ssh: createSshConnector({ clock: systemClock }) }),
    clock,
    recordsUndo: {},
    lockHolder: holder(1),
    settings: { locks: { mode: 'auto', waitMs: 0 } },
    runId,
    ...more,
  })
}

const mirror = (url: string) => ({ name: 'mirror', docker_registry: { mirrors: [url] } })

function lockPath(): string {
  const machine = host().read('/etc/machine-id')?.toString('utf8').trim() ?? ''
  const at = `/var/lib/longshore/locks/${machine}`
  for (let number = 100; number > 0; number--) if (host().read(`${at}/${number}`)) return `${at}/${number}`
  throw new Error('no lock was ever taken')
}

const NOBODY_DECIDES: Approvals = {
  decide: (_question, signal) =>
    new Promise((done) => signal.addEventListener('abort', () => done(ok({ approved: false })))),
}

const textAt = (path: string) => host().read(path)?.toString('utf8') ?? ''

/** Moves the time of the run on by the sleep of whoever sleeps so long again and again, and waits until it sleeps anew. */
async function pass(quantumMs: number): Promise<void> {
  const slept = () => clock.sleeps.filter((ms) => ms === quantumMs).length
  const before = slept()
  clock.advance(quantumMs)
  await until(() => slept() > before)
}

/** Long enough for a machine that is busy. */
const PATIENCE_MS = 15_000

/** Whether what the host keeps is written anew. */
async function isRenewed(path: string, from: string): Promise<boolean> {
  return until(() => textAt(path) !== from)
}

/** As if the host had been up for a minute more since its lock was extended. */
function ageLock(): string {
  const [owner, times = '', ...rest] = textAt(lockPath()).split('\n')
  const [ttl, boot, up] = times.split(' ')
  host().write(lockPath(), [owner, [ttl, boot, Number(up) - 60].join(' '), ...rest].join('\n'))
  return textAt(lockPath())
}

async function until(holds: () => boolean): Promise<boolean> {
  for (const end = performance.now() + PATIENCE_MS; performance.now() < end;) {
    if (holds()) return true
    await after(10)
  }
  return holds()
}

describe('a lock in a wait that is longer than it lasts', () => {
  const waits: readonly (readonly [string, object, string])[] = [
    ['a soak', { rollout: { stages: ['100%'], soak: '1h' }, tasks: [mirror('http://m1.example')] }, 'soak-started'],
    [
      'an approval',
      { hosts: 'all', rollout: { stages: [1, '100%'], approve_after: [1] }, tasks: [mirror('http://m2.example')] },
      'approval-awaited',
    ],
    ['a pause', { tasks: [mirror('http://m3.example'), { pause: { minutes: 60 } }] }, 'paused'],
  ]

  test.each(waits)(
    'is kept through %s, also where the line breaks meanwhile',
    async (_what, play, sign) => {
      const interrupts = new Interrupts()
      let isWaiting = false
      const run = start('20261130T000000Z-0001', play, {
        interrupts,
        approvals: NOBODY_DECIDES,
        onEvent: (event) => (isWaiting ||= event.type === sign),
      })
      await until(() => isWaiting)

      const kept: boolean[] = []
      for (let minute = 1; minute <= 8; minute++) {
        if (minute === 4) cable.refuse()
        if (minute === 4) cable.restore()
        const aged = ageLock()
        for (let quarter = 1; quarter <= 5; quarter++) await pass(BEAT_MS / 4)
        kept.push(await isRenewed(lockPath(), aged))
      }
      const other = await start(
        '20261130T000000Z-ffff',
        { tasks: [mirror('http://other.example')] },
        { lockHolder: holder(2) },
      )
      interrupts.interrupt('SIGINT')
      interrupts.interrupt('SIGINT')
      await run

      expect(kept).toEqual(kept.map(() => true))
      expect(other.result('mirror', 'g1').error?.code).toBe('HOST_LOCKED')
    },
    120_000,
  )
})

describe('a guard in a wait that is longer than it waits', () => {
  test('hears from the controller all the time, also where the line breaks meanwhile, and does not fire', async () => {
    let isWaiting = false
    const block = [mirror('http://m4.example'), { pause: { minutes: 10 } }]
    const run = start(
      '20261130T000000Z-0009',
      { tasks: [{ transaction: { guard: '60s' }, block }] },
      {
        onEvent: (event) => (isWaiting ||= event.type === 'paused'),
      },
    )
    await until(() => isWaiting)

    const kept: boolean[] = []
    for (let beat = 1; beat <= 6; beat++) {
      if (beat === 4) cable.refuse()
      if (beat === 4) cable.restore()
      await host().run(`echo "9999999999 9999999999 60 $(cat /proc/sys/kernel/random/boot_id)" > ${GUARD}/deadline`)
      const far = textAt(`${GUARD}/deadline`)
      await pass(20_000)
      kept.push(await isRenewed(`${GUARD}/deadline`, far))
    }
    const state = (await host().run(`ls ${GUARD}`)).stdout
    clock.advance(600_000)
    const { recap } = await run

    expect(kept).toEqual(kept.map(() => true))
    expect(state.split('\n')).toContain('armed')
    expect(recap?.hosts.get('g1')).toMatchObject({ failed: 0 })
    expect(host().effective().docker?.mirrors).toEqual(['http://m4.example/'])
  }, 120_000)
})
