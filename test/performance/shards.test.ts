import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/adapters/clock.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import type { NumberedEvent } from '../../src/model/run-event/run-event.ts'
import type { Connector } from '../../src/ports/connector.ts'
import { Started, shardsOf } from '../adapters/ssh/shards/shards.ts'
import { keygen, publicKey } from '../adapters/ssh/sshd.ts'
import { startLightHost, type LightHost } from '../bench/light-hosts.ts'
import { runText } from '../kit/run-text.ts'

const HOSTS = 50
const PLAYBOOK = readFileSync(new URL('../bench/site/growth.yml', import.meta.url), 'utf8')
/** To open, three round trips, to close. */
const CALLS = 5

let folder = ''
let host: LightHost
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-shards-'))
  keygen(join(folder, 'host'), 'ed25519')
  keygen(join(folder, 'client'), 'ed25519')
  host = await startLightHost(readFileSync(join(folder, 'host')), '127.0.0.1', 0)
  await writeFile(join(folder, 'known'), `[127.0.0.1]:${host.port} ${publicKey(join(folder, 'host'))}\n`)
})
afterAll(async () => {
  await host.close()
  await rm(folder, { recursive: true, force: true })
})

function inventory(): string {
  const names = Array.from({ length: HOSTS }, (_, index) => `h${index + 1} ansible_host=127.0.0.1`)
  const vars = [
    `ansible_port=${host.port}`,
    'ansible_user=root',
    `ansible_ssh_private_key_file=${join(folder, 'client')}`,
    `ansible_ssh_common_args="-F none -o UserKnownHostsFile=${join(folder, 'known')}"`,
  ]
  return `[fleet]\n${names.join('\n')}\n[fleet:vars]\n${vars.join('\n')}\n`
}

async function runOver(connector: Connector) {
  const connection = { connectTimeoutMs: 60_000 }
  const ran = await runText({ playbook: PLAYBOOK, inventory: inventory(), connector, settings: { connection } })
  expect(ran.problems).toEqual([])
  return { hosts: [...(ran.recap?.hosts ?? [])], events: ran.events.map(withoutTime).sort() }
}

/** What an event says, but for when it was, and where the run had its files. */
function withoutTime({ seq: _seq, time: _time, ...event }: NumberedEvent): string {
  return JSON.stringify(event, (name, value: unknown) => (/ms$/i.test(name) ? 0 : value)).replace(
    /\/[^"]*longshore-run-\w+/g,
    'FOLDER',
  )
}

test('a run over 50 hosts says and does the same with shards, for ten messages a host at most', async () => {
  const started = new Started()

  const without = await runOver(createSshConnector({ clock: systemClock }))
  const channels = host.counts.channels
  const withShards = await runOver(shardsOf({ start: started.start }))

  expect(without.hosts).toHaveLength(HOSTS)
  expect(without.events.length).toBeGreaterThan(HOSTS * CALLS)
  expect(withShards).toEqual(without)
  expect(host.counts.channels).toBe(channels * 2)
  expect(started.children).toHaveLength(2)
  expect(started.messages).toBeGreaterThan(0)
  expect(started.messages).toBeLessThanOrEqual(HOSTS * CALLS * 2 + 2)
  expect(await started.ended()).toEqual([0, 0])
}, 120_000)
