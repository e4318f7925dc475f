import { describe, expect, test } from '@jest/globals'
import { ok, err } from '../../../src/base/result.ts'
import { LongshoreError } from '../../../src/base/longshore-error.ts'
import { driftReport } from '../../../src/app/drift/drift-report.ts'
import { appliedIn, lastApplied } from '../../../src/app/drift/last-applied.ts'
import { semanticDiff } from '../../../src/app/drift/semantic-diff.ts'
import type { NumberedEvent, RunEvent } from '../../../src/model/run-event/run-event.ts'
import type { TaskResult } from '../../../src/model/task-result.ts'

const JSON_FILE = '/etc/docker/daemon.json'
const TIME = '2026-03-01T00:00:00.000Z'

function events(...all: readonly RunEvent[]): readonly NumberedEvent[] {
  return all.map((event, index) => ({ ...event, seq: index + 1, time: TIME }))
}

function started(id: string, module: string, kind: 'task' | 'handler' = 'task'): RunEvent {
  return { type: 'task-started', task: { id, name: `the ${id}`, module, at: 'p.yml:1', kind }, hosts: ['a'] }
}

function finished(task: string, result: Partial<TaskResult>, host = 'a'): RunEvent {
  return { type: 'task-finished', host, task, result: { status: 'ok', values: {}, ...result } }
}

const RUN: RunEvent = { type: 'run-started', run: 'r', playbooks: ['p.yml'], check: false, diff: false }

describe('a file and what is desired of it', () => {
  test.each([
    ['order and layout of JSON', JSON_FILE, '{"a":1,"b":[1,2]}', '{\n  "b": [1, 2],\n  "a": 1\n}\n', []],
    [
      'order of a list, which means something',
      JSON_FILE,
      '{"a":[1,2]}',
      '{"a":[2,1]}',
      [{ key: 'a', file: [1, 2], desired: [2, 1] }],
    ],
    ['a key more', JSON_FILE, '{}', '{"a":1}', [{ key: 'a', desired: 1 }]],
    ['no file', JSON_FILE, undefined, '{"a":1}', [{ key: 'a', desired: 1 }]],
    ['comments and order of TOML', 'x/hosts.toml', '# c\n[b]\nx = 1\n[a]\ny = 2\n', '[a]\ny=2\n[b]\nx=1\n', []],
    [
      'a value of TOML',
      'x/config.toml',
      '[a."b.c"]\nx = 1\n',
      '[a."b.c"]\nx = 2\n',
      [{ key: 'a."b.c".x', file: 1, desired: 2 }],
    ],
    ['a file that is to go', 'x/hosts.toml', 'a = 1\n', undefined, [{ file: 'a = 1\n' }]],
    ['text that is no JSON', JSON_FILE, '{', '{}', [{ file: '{', desired: '{}' }]],
    ['another format', '/etc/motd', 'a', 'b', [{ file: 'a', desired: 'b' }]],
  ])('%s', (_what, path, before, after, expected) => {
    expect(semanticDiff({ path, before, after })).toEqual(expected)
  })
})

describe('what was applied last', () => {
  const wrote = finished('t', { status: 'changed', values: { checksums: { [JSON_FILE]: 'aa' } } })

  test.each([
    ['a run that changed it', [RUN, wrote], { [JSON_FILE]: 'aa' }],
    ['a run in check mode', [{ ...RUN, check: true }, wrote], undefined],
    [
      'a run that put it back',
      [
        RUN,
        wrote,
        { type: 'undo-finished', host: 'a', task: 't', rollback: 'complete', errors: [] } as unknown as RunEvent,
      ],
      undefined,
    ],
    ['a task that failed', [RUN, finished('t', { status: 'failed', values: { checksums: { x: 'aa' } } })], undefined],
    [
      'a change that is staged',
      [RUN, finished('t', { values: { action: 'staged', checksums: { x: 'aa' } } })],
      undefined,
    ],
  ])('by %s', (_what, all, expected) => {
    expect(appliedIn('r', events(...all)).get('a')?.checksums).toEqual(expected)
  })

  test('is of the newest run that tells, whatever journals cannot be read', async () => {
    const journals: Record<string, readonly NumberedEvent[]> = {
      '1': events(RUN, wrote, finished('t', { values: { checksums: { y: 'bb' } } }, 'b')),
      '2': events(RUN, finished('t', { values: { checksums: { x: 'cc' } } })),
      '4': events(RUN, finished('t', {})),
    }
    const archive = {
      list: () => Promise.resolve(ok(['1', '2', '3', '4'])),
      read: (run: string) => {
        const all = journals[run]
        if (all === undefined) return Promise.resolve(err(new LongshoreError('FILE_UNREADABLE', 'damaged')))
        const journal = { path: run, events: all, torn: false, chain: { kind: 'none' as const } }
        return Promise.resolve(ok({ run, journal }))
      },
    }

    const applied = await lastApplied(['a', 'b', 'c'], archive)

    expect(applied.ok && [...applied.value].map(([host, { run }]) => [host, run])).toEqual([
      ['a', '2'],
      ['b', '1'],
    ])
  })
})

describe('the drift of a host', () => {
  const docker = (more: object = {}) => ({
    runtime: 'docker',
    files: [{ path: JSON_FILE, sha256: 'now', modified: TIME }],
    file: { 'registry-mirrors': ['f'] },
    effective: { 'registry-mirrors': ['e'] },
    not_applied: [],
    ...more,
  })
  const diff = [{ path: JSON_FILE, before: '{"registry-mirrors":["f"]}', after: '{"registry-mirrors":["d"]}' }]

  function driftOf(result: Partial<TaskResult>, runtime: object, left?: string) {
    const looked = events(
      started('facts', 'registry_facts'),
      finished('facts', { values: { runtimes: [runtime] } }),
      started('work', 'docker_registry'),
      finished('work', result),
      started('handler', 'service', 'handler'),
      finished('handler', { status: 'changed' }),
    )
    const applied =
      left === undefined ? [] : [['a', { run: 'r0', time: TIME, checksums: { [JSON_FILE]: left } }] as const]
    return driftReport({ run: 'r', playbooks: [], hosts: ['a'], events: looked, lastApplied: new Map(applied) }).hosts[
      'a'
    ]
  }

  test.each([
    ['never-applied', undefined],
    ['playbook-changed', 'now'],
    ['changed-by-hand', 'before'],
  ])('%s: by what was applied last', (cause, left) => {
    expect(driftOf({ status: 'changed', diff }, docker(), left)).toMatchObject({
      state: 'drifted',
      differences: [{ key: 'registry-mirrors', desired: ['d'], file: ['f'], effective: ['e'], causes: [cause] }],
    })
  })

  test('says both where the file was changed and the daemon has not read it', () => {
    const drift = driftOf({ status: 'changed', diff }, docker({ not_applied: ['registry-mirrors'] }), 'before')
    expect(drift?.differences.map(({ causes }) => causes)).toEqual([['changed-by-hand', 'not-reloaded']])
  })

  test('of the daemon alone is none of the file', () => {
    const applied = driftOf(
      { status: 'changed', values: { action: 'reload' } },
      docker({ not_applied: ['registry-mirrors'] }),
      'now',
    )
    expect(applied?.differences).toEqual([
      {
        path: JSON_FILE,
        key: 'registry-mirrors',
        file: ['f'],
        effective: ['e'],
        causes: ['not-reloaded'],
        modified: TIME,
      },
    ])
  })

  test('of a task that says no file is told by its name', () => {
    expect(driftOf({ status: 'changed' }, docker())?.differences).toEqual([
      { task: 'the work', causes: ['would-change'] },
    ])
  })

  test('is none where the task would change nothing', () => {
    expect(driftOf({}, docker(), 'before')).toMatchObject({ state: 'same', differences: [] })
  })

  test('is not known where the host could not be looked at', () => {
    const error = { code: 'HOST_UNREACHABLE' as const, message: 'a did not answer' }
    expect(driftOf({ status: 'unreachable', error }, docker())).toMatchObject({ state: 'unknown', error })
  })
})
