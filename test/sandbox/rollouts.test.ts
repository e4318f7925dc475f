import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { systemClock } from '../../src/adapters/clock.ts'
import { createConnector } from '../../src/adapters/connector.ts'
import { createSshConnector } from '../../src/adapters/ssh/ssh-connector.ts'
import { DAEMON_JSON, demoFleet, FAILING_HOST, NEW_MIRROR } from '../../src/cli/demo/fleet.ts'
import { stateOf } from '../../src/cli/demo/proof.ts'
import { exitCodeOf } from '../../src/cli/exit-codes.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { runText } from '../kit/run-text.ts'
import { openSandbox } from './with-sandbox.ts'

const PLAYBOOK = readFileSync('playbooks/registry-rollout.yml', 'utf8').replace('soak: 30s', 'soak: 10ms')

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await openSandbox(demoFleet())
}, 60_000)

afterAll(async () => {
  await sandbox.close()
})

test('a failure in the second stage puts every host back that was changed, over SSH, to the same bytes', async () => {
  const before = new Map(sandbox.hosts.map((host) => [host.name, stateOf(host)]))

  const ran = await runText({
    playbook: PLAYBOOK,
    inventory: readFileSync(sandbox.inventoryFile, 'utf8'),
    connector: createConnector({ clock: systemClock, ssh: createSshConnector({ clock: systemClock }) }),
    extraVars: { registry_mirrors: [NEW_MIRROR] },
  })

  const stages = ran.events.flatMap((event) => (event.type === 'stage-started' ? [event.hosts] : []))
  const verdicts = ran.events.flatMap((event) => (event.type === 'stage-finished' ? [event.verdict] : []))
  const back = ['web-01', 'web-02', 'web-03', 'web-04', 'web-05'].map((name) => ran.recap?.hosts.get(name)?.rollback)
  expect(ran.problems).toEqual([])
  expect(stages).toEqual([
    ['web-01', 'web-02', 'web-03'],
    ['web-04', 'web-05', FAILING_HOST],
  ])
  expect(verdicts).toEqual(['promote', 'roll-back-all'])
  expect(back).toEqual(['done', 'done', 'done', 'done', 'done'])
  for (const host of sandbox.hosts) {
    expect([host.name, host.read(DAEMON_JSON)]).toEqual([host.name, before.get(host.name)?.file])
    expect(host.effective().docker?.mirrors).toEqual(['http://old-mirror.example:5000/'])
    expect(stateOf(host).containers).toBe(before.get(host.name)?.containers)
  }
  expect(ran.recap && exitCodeOf(ran.recap)).toBe(8)
}, 120_000)
