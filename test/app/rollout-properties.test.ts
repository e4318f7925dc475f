import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import * as z from 'zod'
import { ok } from '../../src/base/result.ts'
import type { Connection } from '../../src/ports/connection.ts'
import type { Connector } from '../../src/ports/connector.ts'
import { exec } from '../../src/model/remote-command.ts'
import { defineModule } from '../../src/modules/define-module.ts'
import { fakeConnector } from '../fakes/fake-connector.ts'
import { answer, fakeHost } from '../fakes/fake-host.ts'
import { runText } from '../kit/run-text.ts'

const NAMES = Array.from({ length: 12 }, (_, index) => `h${String(index + 1).padStart(2, '0')}`)

/** What a host saw: it is asked for its state, changed, put back, and it fails. */
interface Sight {
  readonly host: string
  readonly what: string
}

/** Sets the state of a fake host, and knows the way back. */
const setState = defineModule({
  name: 'set_state',
  summary: 'Set the state of a fake host',
  args: z.strictObject({ to: z.string() }),
  facts: () => ({
    state: {
      name: 'state',
      command: exec('state'),
      parse: (output: { stdout: Buffer }) => ok(output.stdout.toString()),
    },
  }),
  plan: ({ to }, { state }) =>
    state === to
      ? { kind: 'in-desired-state' }
      : { kind: 'change', steps: [{ summary: `set ${to}`, run: exec('set', to), undo: [exec('back', state)] }] },
})

/** Fake hosts of one run: the order of what they saw, and how many were at work at once. */
function fleet(bad: readonly string[]) {
  const saw: Sight[] = []
  const busy = new Map<string, number>()
  let mostAtOnce = 0
  const hosts = NAMES.map((name) => {
    let state = 'old'
    const set = (what: string) => (command: { readonly argv: readonly string[] }) => {
      state = command.argv[1] ?? ''
      saw.push({ host: name, what })
      return {}
    }
    return fakeHost(name, {
      answers: [
        answer('state', () => ({ stdout: state })),
        answer('set', set('change')),
        answer('back', set('undo')),
        answer('breaks', () => ({ exitCode: bad.includes(name) ? 1 : 0 })),
      ],
    })
  })
  const inner = fakeConnector(hosts)
  const connector: Connector = {
    async open(target, signal) {
      const opened = await inner.open(target, signal)
      return opened.ok ? ok(watched(target.name, opened.value)) : opened
    },
  }
  const watched = (name: string, connection: Connection): Connection => ({
    get roundTrips() {
      return connection.roundTrips
    },
    close: () => connection.close(),
    async run(commands, options) {
      busy.set(name, (busy.get(name) ?? 0) + 1)
      mostAtOnce = Math.max(mostAtOnce, [...busy.values()].filter((count) => count > 0).length)
      for (let turn = 0; turn < 3; turn++) await setImmediate()
      const ran = await connection.run(commands, options)
      busy.set(name, (busy.get(name) ?? 0) - 1)
      return ran
    },
  })
  return { connector, saw, mostAtOnce: () => mostAtOnce }
}

/** The same for the same seed, from 0 up to 1. */
function fraction(seed: number): number {
  const value = Math.sin(seed + 1) * 10_000
  return value - Math.floor(value)
}

describe('any rollout over hosts that count', () => {
  test.each(Array.from({ length: 24 }, (_, seed) => seed))(
    'has no more hosts at work than forks, changes none beyond its stage or after a halt, and undoes none twice (seed %i)',
    async (seed) => {
      const pick = <T>(values: readonly T[], salt: number) =>
        values[Math.floor(fraction(seed * 31 + salt) * values.length)]!
      const bad = NAMES.filter((_name, index) => fraction(seed * 17 + index) < 0.15)
      const sizes = pick([[1, 6, 12], [2, 12], [1, 2, 4, 8, 12], [12]], 1)
      const forks = pick([1, 2, 3, 5, 50], 2)
      const onFailure = pick(['rollback_all', 'rollback_stage', 'halt'], 3)
      const { connector, saw, mostAtOnce } = fleet(bad)
      let stage = 0
      let isOver = false
      const changedAfterTheEnd: string[] = []
      const beyond: string[] = []
      let read = 0
      const look = () => {
        for (; read < saw.length; read++) {
          const { host, what } = saw[read]!
          if (what === 'change' && isOver) changedAfterTheEnd.push(host)
          if (what === 'change' && NAMES.indexOf(host) >= (sizes[stage - 1] ?? 0)) beyond.push(host)
        }
      }

      const ran = await runText({
        playbook: JSON.stringify([
          {
            hosts: 'all',
            gather_facts: false,
            rollout: {
              stages: [...sizes.slice(0, -1), '100%'],
              on_failure: onFailure,
              failure_budget: { hosts: pick([0, 1], 4) },
            },
            tasks: [{ set_state: { to: 'new' } }, { command: 'breaks', changed_when: false }],
          },
        ]),
        inventory: NAMES.map((name) => `${name}\n`).join(''),
        settings: { forks },
        modules: [setState],
        connector,
        onEvent: (event) => {
          look()
          if (event.type === 'stage-started') stage = event.stage
          if (event.type === 'stage-finished') isOver ||= event.verdict !== 'promote'
        },
      })
      look()

      const undone = saw.filter(({ what }) => what === 'undo').map(({ host }) => host)
      expect(ran.problems).toEqual([])
      expect(saw.some(({ what }) => what === 'change')).toBe(true)
      expect(mostAtOnce()).toBeLessThanOrEqual(forks)
      expect(mostAtOnce()).toBeGreaterThanOrEqual(Math.min(forks, sizes[0] ?? 0))
      expect([beyond, changedAfterTheEnd]).toEqual([[], []])
      expect(undone).toEqual([...new Set(undone)])
      expect(undone.every((host) => saw.some((each) => each.host === host && each.what === 'change'))).toBe(true)
    },
  )
})
