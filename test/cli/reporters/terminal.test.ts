import { describe, expect, test } from '@jest/globals'
import { setImmediate as turn } from 'node:timers/promises'
import { createReporter } from '../../../src/cli/reporters/create-reporter.ts'
import { progressRows } from '../../../src/cli/reporters/progress-rows.ts'
import { OpenTask } from '../../../src/cli/reporters/open-task.ts'
import { wantsColour } from '../../../src/cli/terminal/colours.ts'
import type { RunEvent } from '../../../src/model/run-event/run-event.ts'
import type { TaskResult } from '../../../src/model/task-result.ts'
import { label, RUN_STARTED, START } from './events.ts'

const OK: TaskResult = { status: 'ok', values: {} }
const HOSTS = Array.from({ length: 1000 }, (_, index) => `web${String(index).padStart(4, '0')}`)

/** A terminal whose time passes when it is told to. */
function fakeTerminal() {
  let now = START
  let seq = 0
  let callback: (() => void) | undefined
  const writes: string[] = []
  const reporter = createReporter('default', {
    stdout: (text) => writes.push(text),
    stderr: () => undefined,
    isTerminal: true,
    columns: 80,
    colour: false,
    now: () => new Date(now),
    every: (_ms, tick) => {
      callback = tick
      return () => {
        callback = undefined
      }
    },
  })
  return {
    writes,
    /** What is drawn over later, one a frame. */
    frames: () => writes.filter((text) => text.includes(' done · ')),
    report(event: RunEvent) {
      reporter.report({ ...event, seq: ++seq, time: new Date(now).toISOString() })
    },
    /** Time passes in ticks of a quarter of a second; what listr2 has to do is done. */
    async pass(ms: number) {
      for (let passed = 0; passed < ms; passed += 250) {
        now += 250
        callback?.()
        await settle()
      }
    },
    close: () => reporter.close(),
    isTicking: () => callback !== undefined,
  }
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 20; turns++) await turn()
}

async function loaded(): Promise<void> {
  await import('listr2')
  await import('log-update')
  await settle()
}

describe('the default output on a terminal', () => {
  test('shows sums while a task lasts, and takes them away before it prints the task', async () => {
    const terminal = fakeTerminal()
    await loaded()
    const hosts = ['g1', 'g2', 'g3']
    terminal.report({ type: 'play-started', play: 'Mirrors', hosts })
    terminal.report({ type: 'task-started', task: label('t1'), hosts })
    terminal.report({ type: 'task-finished', host: 'g1', task: 't1', result: OK })

    await terminal.pass(500)
    terminal.report({ type: 'task-finished', host: 'g2', task: 't1', result: OK })
    terminal.report({ type: 'task-finished', host: 'g3', task: 't1', result: OK })
    await terminal.close()

    expect(terminal.frames().length).toBeGreaterThanOrEqual(1)
    expect(terminal.frames().join('')).toContain('Do t1 · 1/3 done · 0.5 s')
    expect(terminal.frames().join('')).toContain('slowest: g[2-3]')
    const last = terminal.writes.at(-1)
    expect(last).toBe('\nTask: Do t1\n  ok: g[1-3]\n')
    expect(terminal.writes.at(-2)).toContain('\u001b[?25h')
  })

  test('draws at most four frames a second, whatever happens', async () => {
    const terminal = fakeTerminal()
    await loaded()
    terminal.report({ type: 'play-started', play: 'Mirrors', hosts: HOSTS })
    terminal.report({ type: 'task-started', task: label('t1'), hosts: HOSTS })

    for (const host of HOSTS.slice(0, 900)) {
      terminal.report({ type: 'task-finished', host, task: 't1', result: OK })
      if (Number(host.slice(3)) % 90 === 0) await terminal.pass(250)
    }

    expect(terminal.frames().length).toBeGreaterThan(5)
    expect(terminal.frames().length).toBeLessThanOrEqual(10)
    await terminal.close()
  })

  test('writes for 1,000 hosts and 50 tasks what it writes for the tasks', async () => {
    const terminal = fakeTerminal()
    await loaded()
    terminal.report(RUN_STARTED)
    terminal.report({ type: 'play-started', play: 'Mirrors', hosts: HOSTS })
    for (let task = 1; task <= 50; task++) {
      const id = `t${task}`
      terminal.report({ type: 'task-started', task: label(id), hosts: HOSTS })
      for (const host of HOSTS) terminal.report({ type: 'task-finished', host, task: id, result: OK })
    }
    await terminal.close()

    expect(terminal.writes).toHaveLength(51)
    expect(terminal.writes.at(-1)).toBe('\nTask: Do t50\n  ok: web[0000-0999]\n')
    expect(terminal.writes.join('').length).toBeLessThan(3000)
  })

  test('leaves the screen to a task that may ask the operator', async () => {
    const terminal = fakeTerminal()
    await loaded()
    terminal.report({ type: 'task-started', task: label('t1', { module: 'pause' }), hosts: ['g1'] })

    await terminal.pass(2000)
    await terminal.close()

    expect(terminal.frames()).toEqual([])
  })

  test('stops its timer when the run is over', () => {
    const terminal = fakeTerminal()

    terminal.report({ type: 'run-finished', hosts: {}, interrupted: false, errors: [] })

    expect(terminal.isTicking()).toBe(false)
  })
})

describe('progressRows', () => {
  test('has at most 20 rows, however many tasks are open', () => {
    const tasks = Array.from({ length: 100 }, (_, index) => new OpenTask(label(`t${index}`), HOSTS, START))

    const rows = progressRows({ play: 'p', batch: { number: 2, of: 3, hosts: 1000 }, tasks }, START)

    expect(rows).toHaveLength(20)
    expect(rows[0]).toBe('p · batch 2 of 3 · 1000 hosts')
  })

  test('counts failures and names the hosts that are being put back', () => {
    const task = new OpenTask(label('t1'), HOSTS, START)
    task.finish('web0000', { status: 'failed', values: {} })
    task.finish('web0001', { status: 'unreachable', values: {} })
    task.undoing.add('web0002')

    expect(
      progressRows({ play: 'p', batch: { number: 1, of: 1, hosts: 1000 }, tasks: [task] }, START + 65_000),
    ).toEqual([
      'p · 1000 hosts',
      'Do t1 · 2/1000 done · 1 failed · 1 unreachable · 1 m 5 s',
      '  putting back: web0002',
      '  slowest: web[0002-0006] and 993 more',
    ])
  })
})

describe('wantsColour', () => {
  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ TERM: 'dumb' }, true, false],
  ])('with %j and a terminal: %p is %p', (env, isTerminal, expected) => {
    expect(wantsColour(env, isTerminal)).toBe(expected)
  })
})
