import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { demoFleet, FAILING_HOST, NEW_MIRROR } from '../../src/cli/demo/fleet.ts'
import { stateOf } from '../../src/cli/demo/proof.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { runText } from '../kit/run-text.ts'
import { openSandbox } from './with-sandbox.ts'

const PLAYBOOK = readFileSync('playbooks/transaction.yml', 'utf8')
const NOTE = '/etc/motd.registry'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox(demoFleet())
}, 60_000)

afterAll(async () => {
  await sandbox.close()
})

function run(playbook: string) {
  return runText({
    playbook,
    inventory: readFileSync(sandbox.inventoryFile, 'utf8'),
    connector: createConnector({ clock: systemClock, ssh: createSshConnector({ clock: systemClock }) }),
    extraVars: { registry_mirrors: [NEW_MIRROR] },
  })
}

test('a check that fails takes the file and the mirrors with it, over SSH, and the daemons say what they said', async () => {
  const before = sandbox.hosts.map(stateOf)

  const ran = await run(PLAYBOOK.replace('[docker, version]', "['false']"))

  expect(ran.problems).toEqual([])
  expect(sandbox.hosts.map(stateOf)).toEqual(before)
  for (const host of sandbox.hosts) {
    expect(host.read(NOTE)).toBeUndefined()
    expect(host.effective().docker?.mirrors).toEqual(['http://old-mirror.example:5000/'])
    expect(ran.result('What became of the host', host.name).values).toMatchObject({ msg: 'rolled back: True' })
    expect(ran.recap?.hosts.get(host.name)).toMatchObject({ failed: 0, rescued: 1, rollback: 'done' })
  }
}, 120_000)

test('where one host cannot have the mirrors, that one alone keeps nothing', async () => {
  await run(PLAYBOOK)

  for (const host of sandbox.hosts) {
    const isBack = host.name === FAILING_HOST
    expect([host.name, host.read(NOTE) === undefined]).toEqual([host.name, isBack])
    expect([host.name, host.effective().docker?.mirrors]).toEqual([
      host.name,
      [isBack ? 'http://old-mirror.example:5000/' : NEW_MIRROR.replace(/\/?$/, '/')],
    ])
  }
}, 120_000)
