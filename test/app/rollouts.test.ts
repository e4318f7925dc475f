import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ok } from '../../src/base/result.ts'
import { exitCodeOf } from '../../src/cli/exit-codes.ts'
import { Interrupts } from '../../src/engine/interrupts.ts'
import type { RunEvent } from '../../src/model/run-event/run-event.ts'
import type { Approval, ApprovalQuestion, Approvals } from '../../src/ports/approvals.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { type Ran, runText, type RunText } from '../kit/run-text.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-rollouts-'))
  for (const name of NAMES) writeFileSync(join(folder, name), OLD)
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const NAMES = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const OLD = 'mirror = old\n'
const CHANGE = '{name: change, copy: {dest: "$/{{ inventory_hostname }}", content: new}}'
const failOn = (host: string) => `{name: breaks, command: 'false', when: inventory_hostname == '${host}'}`

/** A rollout over six hosts of this machine, each with a file of its own; `$` is the folder of the test. */
function roll(rollout: string, tasks: readonly string[], more: Partial<RunText> = {}): Promise<Ran> {
  const list = tasks.map((task) => `    - ${task}\n`).join('')
  const playbook = `- name: mirrors\n  hosts: all\n  gather_facts: false\n  rollout: ${rollout}\n  tasks:\n${list}`
  return runText({
    playbook: playbook.replaceAll('$', folder),
    inventory: NAMES.map((name) => `${name} ansible_connection=local kind=${name < 'h5' ? 'a' : 'b'}\n`).join(''),
    ...more,
  })
}

function inNewState(): readonly string[] {
  return NAMES.filter((name) => readFileSync(join(folder, name), 'utf8') !== OLD)
}

function eventsOf<T extends RunEvent['type']>(ran: Ran, type: T): readonly Extract<RunEvent, { type: T }>[] {
  return ran.events.filter((event) => event.type === type) as unknown as Extract<RunEvent, { type: T }>[]
}

function exitCode(ran: Ran): number {
  if (ran.recap === undefined) throw new Error(ran.problems.map(({ message }) => message).join('\n'))
  return exitCodeOf(ran.recap)
}

describe('any rollout', () => {
  test.each(Array.from({ length: 16 }, (_, seed) => seed))(
    'changes no host of another stage or after a halt, and undoes nothing twice (seed %i)',
    async (seed) => {
      const pick = <T>(values: readonly T[], salt: number): T =>
        values[Math.floor(fraction(seed * 31 + salt) * values.length)] as T
      const bad = NAMES.filter((_name, index) => fraction(seed * 17 + index + 1) < 0.3)
      const stages = pick(['[1, 50%, 100%]', '[2, 100%]', '[1, 2, 3, 100%]', '[100%]'], 1)
      const onFailure = pick(['rollback_all', 'rollback_stage', 'halt'], 2)
      const budget = pick([0, 1, 2], 3)
      const policy = `{stages: ${stages}, failure_budget: {hosts: ${budget}}, on_failure: ${onFailure}}`
      const breaks = `{name: breaks, command: 'false', when: inventory_hostname in '${bad.join(' ')}'}`

      const ran = await roll(policy, [CHANGE, breaks])

      let stage: readonly string[] = []
      let isOver = false
      const undone: string[] = []
      for (const event of ran.events) {
        if (event.type === 'stage-started') stage = event.hosts
        if (event.type === 'stage-finished') isOver ||= event.verdict !== 'promote'
        if (event.type === 'steps-started') expect([isOver, stage.includes(event.host)]).toEqual([false, true])
        if (event.type === 'undo-started') undone.push(`${event.host} ${event.task}`)
      }
      expect(undone).toEqual([...new Set(undone)])
      for (const name of bad) expect(readFileSync(join(folder, name), 'utf8')).toBe(OLD)
      expect(isOver && onFailure === 'rollback_all' ? inNewState() : []).toEqual([])
      expect(eventsOf(ran, 'stage-finished').length > 0 && (isOver || bad.length <= budget)).toBe(true)
    },
  )

  /** From 0 up to 1, the same for the same number. */
  function fraction(number: number): number {
    const value = Math.sin(number + 1) * 10_000
    return value - Math.floor(value)
  }
})

describe('a rollout', () => {
  test('goes through its stages and ends well', async () => {
    const ran = await roll('{stages: [1, 50%, 100%]}', [CHANGE])

    expect(inNewState()).toEqual(NAMES)
    expect(eventsOf(ran, 'stage-started').map(({ hosts }) => hosts)).toEqual([['h1'], ['h2', 'h3'], ['h4', 'h5', 'h6']])
    expect(eventsOf(ran, 'stage-finished').map(({ verdict }) => verdict)).toEqual(['promote', 'promote', 'promote'])
    expect(exitCode(ran)).toBe(0)
  })

  test('puts every host back that it changed where a later stage fails, and starts nothing more', async () => {
    const ran = await roll('{stages: [1, 50%, 100%]}', [CHANGE, failOn('h3')])

    expect(inNewState()).toEqual([])
    expect(eventsOf(ran, 'stage-finished').at(-1)).toMatchObject({
      stage: 2,
      failed: ['h3'],
      verdict: 'roll-back-all',
      reason: '1 of the 6 hosts of the rollout failed, the budget is 0 hosts',
    })
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 0, rollback: 'done' })
    expect(ran.recap?.hosts.get('h4')).toMatchObject({ changed: 0, notAttempted: expect.stringContaining('budget') })
    expect(ran.recap?.errors).toMatchObject([{ code: 'ROLLOUT_ROLLED_BACK' }])
    expect(exitCode(ran)).toBe(8)
  })

  test('ends a stage at the failure that is one too many', async () => {
    const ran = await roll('{stages: [100%]}', [failOn('h3'), CHANGE])

    expect(ran.tasksOf('h1')).toEqual(['breaks'])
    expect(inNewState()).toEqual([])
  })

  test('does not say that it rolled back what was never changed', async () => {
    const ran = await roll('{stages: [1, 100%]}', [failOn('h1'), CHANGE])

    expect(inNewState()).toEqual([])
    expect(ran.recap?.errors).toMatchObject([
      { code: 'ROLLOUT_HALTED', hint: expect.stringContaining('Every host is as before') },
    ])
    expect(exitCode(ran)).toBe(2)
  })

  test('rolls back the stage alone where it is told to', async () => {
    const ran = await roll('{stages: [1, 50%, 100%], on_failure: rollback_stage}', [CHANGE, failOn('h3')])

    expect(inNewState()).toEqual(['h1'])
    expect(ran.recap?.errors).toMatchObject([{ code: 'ROLLOUT_HALTED', hint: expect.stringContaining('1 host is') }])
    expect(exitCode(ran)).toBe(2)
  })

  test('halts where it is told to: good hosts stay, the one that failed is put back', async () => {
    const ran = await roll('{stages: [1, 50%, 100%], on_failure: halt}', [CHANGE, failOn('h3')])

    expect(inNewState()).toEqual(['h1', 'h2'])
    expect(ran.recap?.hosts.get('h3')).toMatchObject({ failed: 1, rollback: 'done' })
    expect(exitCode(ran)).toBe(2)
  })

  test('goes on within its failure budget, and puts back what failed', async () => {
    const ran = await roll('{stages: [1, 50%, 100%], failure_budget: {percent: 20}}', [CHANGE, failOn('h3')])

    expect(inNewState()).toEqual(['h1', 'h2', 'h4', 'h5', 'h6'])
    expect(exitCode(ran)).toBe(2)
  })

  test('counts an unreachable host', async () => {
    const inventory = 'h1 ansible_connection=local\nh2\n'

    const ran = await roll('{stages: [1, 100%]}', [CHANGE], { inventory })

    expect(inNewState()).toEqual([])
    expect(exitCode(ran)).toBe(8)
  })

  test('puts a host of each kind into the first stage', async () => {
    const ran = await roll('{stages: [1, 100%], spread_by: kind}', [CHANGE])

    expect(eventsOf(ran, 'stage-started')[0]?.hosts).toEqual(['h1', 'h5'])
  })

  test('takes the hosts of a pattern', async () => {
    const ran = await roll("{stages: [{pattern: 'h4:h6'}, 100%]}", [CHANGE])

    expect(eventsOf(ran, 'stage-started')[0]?.hosts).toEqual(['h4', 'h6'])
  })

  test('waits between the tasks of a stage and its gates', async () => {
    const clock = new FakeClock()

    const ran = await roll('{stages: [1, 100%], soak: 2m, gates: [{name: look, command: "true"}]}', [CHANGE], {
      clock,
      onEvent: ({ type }) => {
        if (type === 'soak-started') setImmediate(() => clock.advance(120_000))
      },
    })

    expect(eventsOf(ran, 'soak-started')).toMatchObject([{ stage: 1, seconds: 120 }, { stage: 2 }])
    expect(ran.tasksOf('h1')).toEqual(['change', 'look'])
    expect(eventsOf(ran, 'gate-finished')).toMatchObject([
      { stage: 1, gate: 'look', outcome: 'passed' },
      { stage: 2, gate: 'look', outcome: 'passed' },
    ])
  })

  test('changes nothing with --check, and neither waits nor looks', async () => {
    const ran = await roll('{stages: [1, 100%], soak: 2m, gates: [{command: "true"}]}', [CHANGE], {
      settings: { checkMode: true },
    })

    expect(inNewState()).toEqual([])
    expect(eventsOf(ran, 'soak-started')).toEqual([])
    expect(eventsOf(ran, 'gate-finished')).toEqual([])
    expect(exitCode(ran)).toBe(0)
  })
})

describe('a maintenance window', () => {
  const WINDOW = '{from: "22:00", to: "23:00"}'
  const NOON = new Date('2026-11-24T12:00:00Z')

  test('is waited for by the stage that comes to its turn outside of it', async () => {
    const clock = new FakeClock({ start: NOON })

    const ran = await roll(`{stages: [1, 100%], soak: 90m, windows: [${WINDOW}]}`, [CHANGE], {
      clock,
      onEvent: (event) => {
        if (event.type === 'soak-started') setImmediate(() => clock.advance(5_400_000))
        if (event.type !== 'window-awaited') return
        setImmediate(() => clock.advance(Date.parse(event.until) - clock.now().getTime()))
      },
    })

    expect(eventsOf(ran, 'window-awaited')).toMatchObject([
      { stage: 1, until: '2026-11-24T22:00:00.000Z' },
      { stage: 2, until: '2026-11-25T22:00:00.000Z' },
    ])
    expect(inNewState()).toEqual(NAMES)
  })

  test('halts the rollout outside of it where it is told to', async () => {
    const clock = new FakeClock({ start: NOON })

    const ran = await roll(`{stages: [1, 100%], windows: ${WINDOW}, outside_windows: halt}`, [CHANGE], { clock })

    expect(ran.recap?.errors).toMatchObject([
      { message: expect.stringContaining('before stage 1: stage 1 is outside of the maintenance windows') },
    ])
    expect(exitCode(ran)).toBe(2)
    expect(inNewState()).toEqual([])
  })

  test('keeps no check waiting', async () => {
    const clock = new FakeClock({ start: NOON })
    const settings = { checkMode: true }

    const ran = await roll(`{stages: [1, 100%], windows: ${WINDOW}}`, [CHANGE], { clock, settings })

    expect(exitCode(ran)).toBe(0)
    expect(eventsOf(ran, 'window-awaited')).toEqual([])
  })
})

describe('--stage', () => {
  test('does the hosts of one stage, and leaves the others alone', async () => {
    const ran = await roll('{stages: [1, 50%, 100%]}', [CHANGE], { settings: { stage: 2 } })

    expect(inNewState()).toEqual(['h2', 'h3'])
    expect(ran.recap?.hosts.get('h4')).toMatchObject({ changed: 0, notAttempted: 'not attempted: --stage 2' })
    expect(exitCode(ran)).toBe(0)
  })

  test('names the stages that there are', async () => {
    const ran = await roll('{stages: [1, 10%, 100%]}', [CHANGE], { settings: { stage: 2 } })

    expect(ran.recap?.errors).toMatchObject([
      { code: 'USAGE_INVALID', message: '--stage 2: no such stage has hosts; there are 1, 3' },
    ])
    expect(inNewState()).toEqual([])
  })
})

describe('a gate', () => {
  test('that fails on a host puts the rollout back', async () => {
    const gate = '{name: look, command: "test {{ inventory_hostname }} != h2"}'

    const ran = await roll(`{stages: [1, 100%], gates: [${gate}]}`, [CHANGE])

    expect(inNewState()).toEqual([])
    expect(eventsOf(ran, 'gate-finished').at(-1)).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('it failed on h2'),
    })
    expect(exitCode(ran)).toBe(8)
  })

  test.each([
    ['was skipped on every host', '{name: look, command: "true", when: false}', 'it was skipped on every host'],
    ['asks for what is not there', '{name: look, command: "{{ nothing }}"}', "'nothing' is undefined"],
  ])('that %s is no pass: the rollout is held', async (_what, gate, reason) => {
    const ran = await roll(`{stages: [1, 100%], gates: [${gate}]}`, [CHANGE])

    expect(inNewState()).toEqual(['h1'])
    expect(eventsOf(ran, 'stage-finished')).toMatchObject([
      { verdict: 'hold', reason: expect.stringContaining(reason) },
    ])
    expect(ran.recap?.errors).toMatchObject([{ code: 'ROLLOUT_HALTED' }])
  })

  test('leaves what it did itself when the hosts are put back', async () => {
    const gate = '{name: mark, copy: {dest: "$/mark", content: x}}'
    const failing = '{name: look, command: "false"}'

    const ran = await roll(`{stages: [1, 100%], gates: [${gate}, ${failing}]}`, [CHANGE])

    expect(inNewState()).toEqual([])
    expect(existsSync(join(folder, 'mark'))).toBe(true)
    expect(exitCode(ran)).toBe(8)
  })
})

describe('an interruption', () => {
  test('in the middle of a stage puts its hosts back, and leaves those of earlier stages', async () => {
    const interrupts = new Interrupts()

    const ran = await roll('{stages: [1, 50%, 100%]}', [CHANGE, '{name: later, command: "true"}'], {
      interrupts,
      onEvent: (event) => {
        if (event.type === 'task-finished' && event.host === 'h2') interrupts.interrupt('SIGINT')
      },
    })

    expect(inNewState()).toEqual(['h1'])
    expect(exitCode(ran)).toBe(130)
  })
})

describe('an approval', () => {
  const asked: ApprovalQuestion[] = []
  const answering = (approval: Approval): Approvals => ({
    decide: (question) => {
      asked.push(question)
      return Promise.resolve(ok(approval))
    },
  })

  test.each<[string, string, Approval | undefined, readonly string[], number]>([
    ['given lets the rollout go on', '', { approved: true, by: 'ann' }, NAMES, 0],
    ['refused counts as a failure', '', { approved: false }, [], 8],
    ['refused leaves hosts where failures do', ', on_failure: halt', { approved: false, by: 'ann' }, ['h1'], 2],
    ['that nobody can give halts the rollout', '', undefined, ['h1'], 2],
  ])('that is %s', async (_what, policy, approval, changed, code) => {
    const approvals = approval === undefined ? {} : { approvals: answering(approval) }

    const ran = await roll(`{stages: [1, 10%, 100%], approve_after: [2]${policy}}`, [CHANGE], approvals)

    expect(inNewState()).toEqual(changed)
    expect(exitCode(ran)).toBe(code)
  })

  test('is asked for where a gate is unclear', async () => {
    asked.length = 0
    const gate = '{name: look, command: "true", when: inventory_hostname != "h1"}'

    const ran = await roll(`{stages: [1, 100%], gates: [${gate}]}`, [CHANGE], {
      approvals: answering({ approved: true }),
    })

    expect(asked).toMatchObject([{ stage: 1, reason: expect.stringContaining("the gate 'look' is unclear") }])
    expect(inNewState()).toEqual(NAMES)
    expect(exitCode(ran)).toBe(0)
  })
})
