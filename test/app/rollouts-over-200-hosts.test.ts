import { expect, test } from '@jest/globals'
import * as z from 'zod'
import { ok } from '../../src/base/result.ts'
import type { Fact } from '../../src/model/fact.ts'
import { exec, type WriteCommand } from '../../src/model/remote-command.ts'
import { defineModule } from '../../src/modules/define-module.ts'
import { fakeConnector } from '../fakes/fake-connector.ts'
import { answer, fakeHost, type FakeHost } from '../fakes/fake-host.ts'
import { randomFrom } from '../faults/random.ts'
import { runText } from '../kit/run-text.ts'

const text: Fact<string> = {
  name: 'the text of the first file',
  command: { kind: 'read', path: '/etc/a' },
  parse: (output) => ok(output.stdout.toString()),
}

/** Two files and a daemon that reads the first: old or new together, or the host is in between. */
const twoFiles = defineModule({
  name: 'two_files',
  summary: 'a module for this test',
  args: z.strictObject({}),
  facts: () => ({ text }),
  plan: (_args, facts) =>
    facts.text === 'new'
      ? { kind: 'in-desired-state' }
      : {
          kind: 'change',
          steps: [
            { summary: 'look', run: exec('look'), undo: [exec('reload')] },
            { summary: 'write /etc/a', run: write('/etc/a', 'new'), undo: [write('/etc/a', facts.text)] },
            { summary: 'write /etc/b', run: write('/etc/b', 'new'), undo: [write('/etc/b', facts.text)] },
            { summary: 'reload', run: exec('reload'), undo: [] },
          ],
        },
})

/** The gate: another look at the host, which can break as well. */
const asked = defineModule({
  name: 'asked',
  summary: 'a module for this test',
  args: z.strictObject({}),
  facts: () => ({ text }),
  plan: () => ({ kind: 'in-desired-state' }),
})

function write(path: string, content: string): WriteCommand {
  return { kind: 'write', path, content }
}

const PLAYBOOK = (onFailure: string) => `
- hosts: all
  gather_facts: false
  rollout:
    stages: [1, 10%, 50%, 100%]
    gates: [{asked: {}}]
    on_failure: ${onFailure}
  tasks: [{two_files: {}}]
`

function hosts(): readonly FakeHost[] {
  const reload = answer('reload', (_command, host) => {
    host.disk.run(write('/etc/running', host.text('/etc/a') ?? ''))
    return {}
  })
  const files = { '/etc/a': 'old', '/etc/b': 'old', '/etc/running': 'old' }
  return Array.from({ length: 200 }, (_, at) =>
    fakeHost(`w${at + 1}`, { files, answers: [reload, answer('look', {})] }),
  )
}

/** A program that fails where it is told to do something new; the line that breaks; a host that is not there. */
const FAULTS: readonly ((host: FakeHost, pick: <T>(list: readonly T[]) => T) => unknown)[] = [
  (host, pick) => host.loseConnectionAt(pick([1, 2, 3]), pick([0, 1, 2, 3, 4])),
  (host, pick) => {
    const path = pick(['/etc/a', '/etc/b'])
    return host.failAt((command) => command.kind === 'write' && command.path === path && command.content === 'new')
  },
  (host) => host.failAt((command) => command.kind === 'exec' && command.argv[0] === 'look'),
  (host) => {
    let first = true
    return host.failAt((command) => {
      const fails = first && command.kind === 'exec' && command.argv[0] === 'reload'
      if (fails) first = false
      return fails
    })
  },
  (host) => host.beUnreachable(),
]

function roll(fleet: readonly FakeHost[], onFailure = 'rollback_all') {
  return runText({
    playbook: PLAYBOOK(onFailure),
    inventory: fleet.map(({ name }) => `${name}\n`).join(''),
    connector: fakeConnector(fleet),
    modules: [twoFiles, asked],
    settings: { forks: 50 },
  })
}

function statesOf(fleet: readonly FakeHost[]): readonly string[] {
  return fleet.map((host) => ['/etc/a', '/etc/b', '/etc/running'].map((path) => host.text(path)).join())
}

const [OLD, NEW] = ['old,old,old', 'new,new,new']
const SEEDS = Array.from({ length: 50 }, (_, at) => at + 1)

test('without a fault all of them are new', async () => {
  const fleet = hosts()

  await roll(fleet)

  expect(new Set(statesOf(fleet))).toEqual(new Set([NEW]))
})

test.each(SEEDS)(
  'a rollout over 200 hosts with the fault of seed %i leaves no host in between, and says of each where it stands',
  async (seed) => {
    const pick = randomFrom(seed)
    const fleet = hosts()
    const onFailure = pick(['rollback_all', 'rollback_stage', 'halt'])
    pick(FAULTS)(pick(fleet), pick)

    const ran = await roll(fleet, onFailure)

    const states = statesOf(fleet)
    const reported = fleet.map(({ name }) => {
      const recap = ran.recap?.hosts.get(name)
      const isNew = recap !== undefined && recap.changed > 0 && recap.failed + recap.unreachable === 0
      return isNew && recap.rollback !== 'done' ? NEW : OLD
    })
    expect(ran.problems).toEqual([])
    expect(states.filter((state) => state !== OLD && state !== NEW)).toEqual([])
    expect(states).toEqual(reported)
    if (onFailure === 'rollback_all') expect(new Set(states).size).toBe(1)
    expect(fleet.every(({ open }) => open === 0)).toBe(true)
  },
  60_000,
)
