import { describe, expect, test } from '@jest/globals'
import type { RunEvent } from '../../../src/model/run-event/run-event.ts'
import type { TaskResult } from '../../../src/model/task-result.ts'
import { label, printed, ran, RUN_STARTED, recap } from './events.ts'

const OK: TaskResult = { status: 'ok', values: { changed: false } }
const CHANGED: TaskResult = { status: 'changed', values: { changed: true } }

type RunFinished = Extract<RunEvent, { type: 'run-finished' }>

function finish(hosts: RunFinished['hosts'], rest: Partial<RunFinished> = {}): RunEvent {
  return { type: 'run-finished', hosts, interrupted: false, errors: [], ...rest }
}

describe('the default output without a terminal', () => {
  test('folds equal results and closes with a recap', async () => {
    const hosts = ['web01', 'web02', 'web03', 'db1']

    const text = await printed('default', [
      { ...RUN_STARTED, journal: '/state/journal.jsonl' },
      { type: 'play-started', play: 'Mirrors', hosts },
      { type: 'batch-started', play: 'Mirrors', batch: 1, batches: 2, hosts },
      ...ran(label('t1'), { web01: OK, web02: CHANGED, web03: OK, db1: OK }),
      { type: 'batch-finished', play: 'Mirrors', batch: 1, failed: [], verdict: 'promote', reason: '' },
      finish({ web01: recap(), web02: recap({ changed: 1 }), web03: recap(), db1: recap() }),
    ])

    expect(text).toBe(`
Play: Mirrors · 4 hosts: web[01-03],db1

Batch 1 of 2: web[01-03],db1

Task: Do t1
  ok: web[01,03],db1
  changed: web02

Recap
web01 : ok=1   changed=0   unreachable=0   failed=0   skipped=0   rescued=0   ignored=0
web02 : ok=1   changed=1   unreachable=0   failed=0   skipped=0   rescued=0   ignored=0
web03 : ok=1   changed=0   unreachable=0   failed=0   skipped=0   rescued=0   ignored=0
db1   : ok=1   changed=0   unreachable=0   failed=0   skipped=0   rescued=0   ignored=0

4 hosts in 4.5 s: 3 ok, 1 changed
Journal: /state/journal.jsonl
`)
  })

  test('prints a failure in full, stderr as text and without control characters', async () => {
    const failed: TaskResult = {
      status: 'failed',
      values: { msg: 'non-zero return code', stderr: 'line one\nline \u001b[31mtwo\n', stdout: '', rc: 1 },
      error: {
        code: 'VERIFICATION_FAILED',
        message: 'dockerd does not use the mirror',
        hint: 'Look at journalctl -u docker',
        at: { file: 'site.yml', line: 4, column: 5 },
      },
      rollback: 'done',
    }

    const text = await printed('default', ran(label('t1'), { g1: failed, g2: failed }))

    expect(text).toBe(`
Task: Do t1
  failed: g[1-2]
    error: dockerd does not use the mirror [VERIFICATION_FAILED]
      at site.yml:4:5
    hint: Look at journalctl -u docker
    msg: non-zero return code
    stderr:
      line one
      line two
    rolled back: as before, verified
`)
  })

  test.each<[string, Partial<TaskResult>, string]>([
    [
      'a rollback that failed',
      { rollback: 'failed', rollbackErrors: [{ code: 'ROLLBACK_FAILED', message: 'disk full' }] },
      '    ROLLBACK FAILED: the host is neither as before nor as asked\n      error: disk full [ROLLBACK_FAILED]\n',
    ],
    [
      'a rollback that could not be tried',
      { rollback: 'impossible' },
      '    ROLLBACK IMPOSSIBLE: the host could not be reached\n',
    ],
    ['a failure that needed no rollback', { rollback: 'none' }, '    error: no [TASK_FAILED]\n'],
    ['an ignored failure', { ignored: true }, '  failed (ignored): g1\n'],
  ])('tells %s', async (_what, rest, expected) => {
    const result: TaskResult = { status: 'failed', values: {}, error: { code: 'TASK_FAILED', message: 'no' }, ...rest }

    const text = await printed('default', ran(label('t1'), { g1: result }))

    expect(text).toContain(expected)
  })

  test('tells the rollback of a task that had gone well', async () => {
    const text = await printed('default', [
      ...ran(label('t1'), { g1: CHANGED, g2: CHANGED }),
      { type: 'undo-finished', host: 'g1', task: 't1', rollback: 'done', errors: [] },
      { type: 'undo-finished', host: 'g2', task: 't1', rollback: 'done', errors: [] },
      { type: 'batch-finished', play: 'p', batch: 1, failed: ['g1'], verdict: 'halt', reason: '1 of 1 hosts failed' },
    ])

    expect(text).toContain(
      '\nRollback of Do t1: g[1-2]\n  rolled back: as before, verified\n\nStopped: 1 of 1 hosts failed\n',
    )
  })

  test('folds equal diffs, notes and warnings over hosts, whatever the status', async () => {
    const told: TaskResult = {
      ...CHANGED,
      diff: [{ path: '/etc/docker/daemon.json', before: '{\n}\n', after: '{\n  "a": 1\n}\n' }],
      notes: ['3 containers keep running'],
      warnings: ['an old docker'],
    }

    const text = await printed(
      'default',
      ran(label('t1'), { g1: told, g2: told, g3: { ...told, notes: ['1 restarts'] } }),
    )

    expect(text).toBe(`
Task: Do t1
  changed: g[1-3]
  diff: g[1-3]
    --- /etc/docker/daemon.json
    +++ /etc/docker/daemon.json
    @@ -1,2 +1,3 @@
     {
    +  "a": 1
     }
  note: g[1-2]
    3 containers keep running
  note: g3
    1 restarts
  warning: g[1-3]
    an old docker
`)
  })

  test('shows a file that is new or goes as a diff with nothing', async () => {
    const diff = [
      { path: '/new', before: undefined, after: 'x\n' },
      { path: '/old', before: 'y\n', after: undefined },
    ]

    const text = await printed('default', ran(label('t1'), { g1: { ...CHANGED, diff } }))

    expect(text).toContain('    --- /dev/null\n    +++ /new\n    @@ -0,0 +1,1 @@\n    +x\n')
    expect(text).toContain('    --- /old\n    +++ /dev/null\n    @@ -1,1 +0,0 @@\n    -y\n')
  })

  test('prints what debug says as text, and its variable with its name', async () => {
    const text = await printed('default', [
      ...ran(label('t1', { module: 'debug' }), { g1: { status: 'ok', values: { msg: 'one\ntwo', changed: false } } }),
      ...ran(label('t2', { module: 'debug' }), { g1: { status: 'ok', values: { mirrors: ['a', 'b'] } } }),
    ])

    expect(text).toBe(`
Task: Do t1
  ok: g1
    one
    two

Task: Do t2
  ok: g1
    mirrors:
      - a
      - b
`)
  })

  test('prints the items of a loop that say something', async () => {
    const bad = { status: 'failed', values: {}, error: { code: 'COMMAND_FAILED', message: 'exit code 1' } } as const
    const items = [
      { label: 'a', result: CHANGED },
      { label: 'b', result: CHANGED },
      { label: 'c', result: OK },
      { label: 'd', result: bad },
    ]

    const text = await printed('default', ran(label('t1'), { g1: { ...bad, items }, g2: { ...bad, items } }))

    expect(text).toBe(`
Task: Do t1
  failed: g[1-2]
    item changed: a, b
    item failed: d
      error: exit code 1 [COMMAND_FAILED]
`)
  })

  test('shows return values with -v, and where a task stands and its steps with -vv', async () => {
    const result: TaskResult = {
      status: 'changed',
      values: { changed: true, rc: 0, stdout: 'up\n', stdout_lines: ['up'], stderr: '' },
    }
    const task = label('t1')
    const events: readonly RunEvent[] = [
      { type: 'task-started', task, hosts: ['g1'] },
      { type: 'steps-started', host: 'g1', task: 't1', steps: ['run uptime'] },
      { type: 'task-finished', host: 'g1', task: 't1', result },
    ]

    expect(await printed('default', events, 1)).toBe('\nTask: Do t1\n  changed: g1\n    rc: 0\n    stdout: up\n')
    expect(await printed('default', events, 2)).toBe(
      '\nTask: Do t1  command at site.yml:4:5\n  steps: g1\n    - run uptime\n  changed: g1\n    rc: 0\n    stdout: up\n',
    )
  })

  test('withholds what no_log covers at any verbosity', async () => {
    const result: TaskResult = {
      status: 'failed',
      censored: true,
      values: { stdout: 'hunter2' },
      error: { code: 'TASK_FAILED', message: 'hunter2' },
      diff: [{ path: '/f', before: 'hunter2', after: '' }],
      warnings: ['hunter2'],
    }

    const text = await printed('default', ran(label('t1'), { g1: result }), 4)

    expect(text).not.toContain('hunter2')
    expect(text).toContain('  failed: g1\n    withheld: no_log is set\n')
  })

  test('says first and last that check mode changes nothing', async () => {
    const text = await printed('default', [{ ...RUN_STARTED, check: true }, finish({ g1: recap() })])

    expect(text).toMatch(/^CHECK MODE: nothing will be changed\n/)
    expect(text).toMatch(/Check mode: nothing was changed\n$/)
  })

  test('prints a warning once', async () => {
    const warning: RunEvent = { type: 'warning', message: 'careful', at: 'site.yml:1:1' }

    expect(await printed('default', [warning, warning])).toBe('warning: careful (site.yml:1:1)\n')
  })

  test('prints a task that some hosts never finished when its hosts go on', async () => {
    const text = await printed('default', [
      { type: 'task-started', task: label('t1'), hosts: ['g1', 'g2'] },
      { type: 'task-finished', host: 'g1', task: 't1', result: OK },
      ...ran(label('t2'), { g1: OK, g2: OK }),
    ])

    expect(text).toBe('\nTask: Do t1\n  ok: g1\n\nTask: Do t2\n  ok: g[1-2]\n')
  })

  test('tells what was not attempted, rollbacks and errors of the run at the end', async () => {
    const text = await printed('default', [
      RUN_STARTED,
      { type: 'interrupted', signal: 'SIGINT' },
      finish(
        {
          g1: recap({ failed: 1, rollback: 'done' }),
          g2: recap({ unreachable: 1, rollback: 'impossible' }),
          g3: recap({ ok: 0, notAttempted: 'not attempted: interrupted' }),
        },
        { interrupted: true, errors: [{ code: 'STATE_UNWRITABLE', message: 'disk full', hint: 'Free some space' }] },
      ),
    ])

    expect(text).toBe(`
Interrupted by SIGINT: nothing new is started, what is in flight is finished or undone

Recap
g1 : ok=1   changed=0   unreachable=0   failed=1   skipped=0   rescued=0   ignored=0  rolled back
g2 : ok=1   changed=0   unreachable=1   failed=0   skipped=0   rescued=0   ignored=0  ROLLBACK IMPOSSIBLE
g3 : ok=0   changed=0   unreachable=0   failed=0   skipped=0   rescued=0   ignored=0  (not attempted: interrupted)

error: disk full [STATE_UNWRITABLE]
hint: Free some space
The run was interrupted before it was done
3 hosts in 1.0 s: 1 failed, 1 between two states, 1 not attempted
`)
  })

  test('folds the recap of a large fleet', async () => {
    const hosts = Array.from({ length: 40 }, (_, index) => `web${String(index + 1).padStart(2, '0')}`)
    const recaps = Object.fromEntries(hosts.map((host) => [host, host === 'web07' ? recap({ failed: 1 }) : recap()]))

    const text = await printed('default', [RUN_STARTED, finish(recaps)])

    expect(text).toContain('web[01-06,08-40] : ok=1   changed=0 ')
    expect(text).toContain('web07            : ok=1   changed=0 ')
    expect(text.split('\n').filter((line) => line.includes('ok='))).toHaveLength(2)
  })
})

describe('the quiet output', () => {
  test('prints failures and the recap alone', async () => {
    const bad: TaskResult = {
      status: 'unreachable',
      values: {},
      error: { code: 'HOST_UNREACHABLE', message: 'no answer' },
    }

    const text = await printed('quiet', [
      RUN_STARTED,
      { type: 'play-started', play: 'Mirrors', hosts: ['g1', 'g2'] },
      { type: 'warning', message: 'careful' },
      ...ran(label('t1'), { g1: CHANGED, g2: OK }),
      ...ran(label('t2'), { g1: { ...CHANGED, notes: ['restarts'] }, g2: bad }),
      finish({ g1: recap({ changed: 2 }), g2: recap({ unreachable: 1 }) }),
    ])

    expect(text).toBe(`
Task: Do t2
  unreachable: g2
    error: no answer [HOST_UNREACHABLE]

Recap
g1 : ok=1   changed=2   unreachable=0   failed=0   skipped=0   rescued=0   ignored=0
g2 : ok=1   changed=0   unreachable=1   failed=0   skipped=0   rescued=0   ignored=0

2 hosts in 4.5 s: 1 changed, 1 unreachable
`)
  })
})
