import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/adapters/clock.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { createTemplater } from '../../src/adapters/template/templater.ts'
import type { Templater, TemplateScope } from '../../src/ports/templater.ts'
import { keygen, publicKey } from '../adapters/ssh/sshd.ts'
import { startLightHost, type LightCounts, type LightHost } from '../bench/light-hosts.ts'
import { countingConnector } from '../kit/counting-connector.ts'
import { runText } from '../kit/run-text.ts'

/**
 * What a run costs, counted and not timed: a change that makes any of it more shows here, whatever the machine does
 * meanwhile. Where a number may grow for a good reason, say the reason with the new number.
 */
const PLAYBOOK = readFileSync(new URL('../bench/site/growth.yml', import.meta.url), 'utf8')
const REMOTE_TASKS = 3
const TASKS = 5

let folder = ''
let host: LightHost

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-counts-'))
  keygen(join(folder, 'host'), 'ed25519')
  keygen(join(folder, 'client'), 'ed25519')
})
beforeEach(async () => {
  host = await startLightHost(readFileSync(join(folder, 'host')), '127.0.0.1', 0)
  await writeFile(join(folder, 'known'), `[127.0.0.1]:${host.port} ${publicKey(join(folder, 'host'))}\n`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Cost extends LightCounts {
  readonly roundTrips: number
  readonly compiled: readonly string[]
  /** Sets of variables that were made. */
  readonly contexts: number
}

async function costOf(hosts: number): Promise<Cost> {
  const compiled: string[] = []
  const contexts = new Set<TemplateScope>()
  const connector = countingConnector(createSshConnector({ clock: systemClock }))
  const ran = await runText({
    playbook: PLAYBOOK,
    inventory: inventoryOf(hosts),
    connector,
    templater: watched(
      createTemplater({}, {}, (text) => compiled.push(text)),
      contexts,
    ),
    settings: { connection: { connectTimeoutMs: 60_000 } },
  })
  await host.close()
  expect(ran.problems).toEqual([])
  expect([...(ran.recap?.hosts.values() ?? [])].map(({ ok, failed }) => [ok, failed])).toEqual(
    Array.from({ length: hosts }, () => [TASKS, 0]),
  )
  const roundTrips = Object.values(connector.roundTrips()).reduce((sum, trips) => sum + trips, 0)
  return { ...host.counts, roundTrips, compiled, contexts: contexts.size }
}

function inventoryOf(hosts: number): string {
  const names = Array.from({ length: hosts }, (_, index) => `h${index + 1} ansible_host=127.0.0.1`)
  const vars = [
    `ansible_port=${host.port}`,
    'ansible_user=root',
    `ansible_ssh_private_key_file=${join(folder, 'client')}`,
    `ansible_ssh_common_args="-F none -o UserKnownHostsFile=${join(folder, 'known')}"`,
  ]
  return `[fleet]\n${names.join('\n')}\n[fleet:vars]\n${vars.join('\n')}\n`
}

function watched(templater: Templater, seen: Set<TemplateScope>): Templater {
  const see = (scope: TemplateScope) => void seen.add(scope)
  return {
    ...templater,
    render: (text, scope) => (see(scope), templater.render(text, scope)),
    renderDeep: (value, scope) => (see(scope), templater.renderDeep(value, scope)),
    evaluate: (text, scope) => (see(scope), templater.evaluate(text, scope)),
  }
}

describe('what a host costs', () => {
  test('is one connection, one channel and one round trip for each remote task, and few bytes', async () => {
    const cost = await costOf(4)

    expect(cost).toMatchObject({ connections: 4, channels: 4 * REMOTE_TASKS, roundTrips: 4 * REMOTE_TASKS })
    // 7.3 KB as this is written: 3 KB of handshake and login, the rest programs and frames.
    expect(cost.bytes / 4).toBeLessThan(8_000)
  }, 60_000)

  test('is the same for each of many as for one of few', async () => {
    const few = await costOf(3)
    host = await startLightHost(readFileSync(join(folder, 'host')), '127.0.0.1', host.port)
    const many = await costOf(30)

    expect(many.roundTrips).toBe(few.roundTrips * 10)
    expect(many.channels).toBe(few.channels * 10)
    expect(many.bytes / 30 / (few.bytes / 3)).toBeLessThan(1.1)
    expect(many.contexts / 30).toBeLessThanOrEqual(few.contexts / 3)
    expect(many.compiled).toEqual(few.compiled)
  }, 60_000)

  test('is one set of variables for each task, and no text is compiled twice', async () => {
    const cost = await costOf(10)

    // Besides those of the hosts, a few for the play as a whole.
    expect(cost.contexts).toBeLessThanOrEqual(10 * TASKS + 5)
    expect(new Set(cost.compiled).size).toBe(cost.compiled.length)
  }, 60_000)
})
