import { describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { Secret } from '../../../src/base/secret.ts'
import type { RunEvent } from '../../../src/model/run-event/run-event.ts'
import { label, printed, RUN_STARTED, recap } from './events.ts'

const TASK = label('t1', { module: 'docker_registry' })

/** One of each type: the compiler asks for a new one when a type is added. */
const EVERY_EVENT = {
  'run-started': [
    { ...RUN_STARTED, journal: '/state/journal.jsonl' },
    '"format":1,"run":"20261124T035232Z-4f2a","playbooks":["site.yml"],"check":false,"diff":false,"journal":"/state/journal.jsonl"',
  ],
  'playbook-started': [{ type: 'playbook-started', path: '/p/site.yml', plays: 2 }, '"path":"/p/site.yml","plays":2'],
  'play-started': [{ type: 'play-started', play: 'p', hosts: ['g1', 'g2'] }, '"play":"p","hosts":["g1","g2"]'],
  'play-skipped': [
    { type: 'play-skipped', play: 'p', reason: 'no hosts matched' },
    '"play":"p","reason":"no hosts matched"',
  ],
  'batch-started': [
    { type: 'batch-started', play: 'p', batch: 1, batches: 2, hosts: ['g1'] },
    '"play":"p","batch":1,"batches":2,"hosts":["g1"]',
  ],
  'rollout-planned': [
    { type: 'rollout-planned', play: 'p', stages: [{ number: 1, hosts: ['g1'] }] },
    '"play":"p","stages":[{"number":1,"hosts":["g1"]}]',
  ],
  'stage-started': [
    { type: 'stage-started', play: 'p', stage: 1, stages: 3, hosts: ['g1'] },
    '"play":"p","stage":1,"stages":3,"hosts":["g1"]',
  ],
  'soak-started': [{ type: 'soak-started', play: 'p', stage: 1, seconds: 120 }, '"play":"p","stage":1,"seconds":120'],
  'gate-finished': [
    { type: 'gate-finished', play: 'p', stage: 1, gate: 'pull', outcome: 'inconclusive', reason: 'no answer' },
    '"play":"p","stage":1,"gate":"pull","outcome":"inconclusive","reason":"no answer"',
  ],
  'stage-finished': [
    { type: 'stage-finished', play: 'p', stage: 1, failed: ['g1'], verdict: 'roll-back-all', reason: 'r' },
    '"play":"p","stage":1,"failed":["g1"],"verdict":"roll-back-all","reason":"r"',
  ],
  'approval-awaited': [
    { type: 'approval-awaited', play: 'p', stage: 1, reason: 'r' },
    '"play":"p","stage":1,"reason":"r"',
  ],
  'approval-given': [
    { type: 'approval-given', play: 'p', stage: 1, approved: true, by: 'ann' },
    '"play":"p","stage":1,"approved":true,"by":"ann"',
  ],
  'window-awaited': [
    { type: 'window-awaited', play: 'p', stage: 2, until: '2026-11-24T22:00:00.000Z' },
    '"play":"p","stage":2,"until":"2026-11-24T22:00:00.000Z"',
  ],
  'run-paused': [{ type: 'run-paused', by: 'ann' }, '"by":"ann"'],
  'run-continued': [{ type: 'run-continued', by: 'ann' }, '"by":"ann"'],
  'rollback-started': [
    { type: 'rollback-started', play: 'p', stage: 1, hosts: ['g1'] },
    '"play":"p","stage":1,"hosts":["g1"]',
  ],
  'rollback-finished': [
    { type: 'rollback-finished', play: 'p', stage: 1, hosts: { g1: 'done' } },
    '"play":"p","stage":1,"hosts":{"g1":"done"}',
  ],
  'task-started': [
    { type: 'task-started', task: TASK, hosts: ['g1'] },
    '"task":{"id":"t1","name":"Do t1","module":"docker_registry","at":"site.yml:4:5","kind":"task"},"hosts":["g1"]',
  ],
  'steps-started': [
    { type: 'steps-started', host: 'g1', task: 't1', steps: ['write a candidate'] },
    '"host":"g1","task":"t1","steps":["write a candidate"]',
  ],
  'undo-started': [
    { type: 'undo-started', host: 'g1', task: 't1', steps: ['write a candidate'] },
    '"host":"g1","task":"t1","steps":["write a candidate"]',
  ],
  'guard-ended': [{ type: 'guard-ended', host: 'g1' }, '"host":"g1"'],
  'earlier-stays': [
    { type: 'earlier-stays', host: 'g1', rollback: 'failed', error: { code: 'ROLLBACK_FAILED', message: 'm' } },
    '"host":"g1","rollback":"failed","error":{"code":"ROLLBACK_FAILED","message":"m"}',
  ],
  'left-to-guard': [
    {
      type: 'left-to-guard',
      host: 'g1',
      until: '2026-11-24T03:54:32.000Z',
      error: { code: 'CONNECTION_LOST', message: 'm' },
    },
    '"host":"g1","until":"2026-11-24T03:54:32.000Z","error":{"code":"CONNECTION_LOST","message":"m"}',
  ],
  'guard-fired': [
    { type: 'guard-fired', host: 'g1', rollback: 'done', error: { code: 'GUARD_FIRED', message: 'm' } },
    '"host":"g1","rollback":"done","error":{"code":"GUARD_FIRED","message":"m"}',
  ],
  'undo-finished': [
    {
      type: 'undo-finished',
      host: 'g1',
      task: 't1',
      rollback: 'failed',
      errors: [{ code: 'ROLLBACK_FAILED', message: 'm', hint: 'h' }],
    },
    '"host":"g1","task":"t1","rollback":"failed","errors":[{"code":"ROLLBACK_FAILED","message":"m","hint":"h"}]',
  ],
  'task-retried': [
    { type: 'task-retried', host: 'g1', task: 't1', attempt: 2, retries: 3 },
    '"host":"g1","task":"t1","attempt":2,"retries":3',
  ],
  paused: [{ type: 'paused', task: 't1', seconds: 3, echo: true }, '"task":"t1","seconds":3,"echo":true'],
  'job-polled': [
    { type: 'job-polled', host: 'g1', task: 't1', job: 'j1.2', started: 1, finished: 0 },
    '"host":"g1","task":"t1","job":"j1.2","started":1,"finished":0',
  ],
  'job-finished': [
    { type: 'job-finished', host: 'g1', task: 't1', job: 'j1.2', failed: false },
    '"host":"g1","task":"t1","job":"j1.2","failed":false',
  ],
  included: [
    { type: 'included', task: 't1', path: '/p/a.yml', hosts: ['g1'], item: { label: '1', value: 1 } },
    '"task":"t1","path":"/p/a.yml","hosts":["g1"],"item":{"label":"1","value":1}',
  ],
  'handler-notified': [
    { type: 'handler-notified', host: 'g1', task: 't1', handler: 'restart' },
    '"host":"g1","task":"t1","handler":"restart"',
  ],
  'task-finished': [
    {
      type: 'task-finished',
      host: 'g1',
      task: 't1',
      result: {
        status: 'failed',
        values: { rc: 1, big: 2n ** 60n },
        error: { code: 'TASK_FAILED', message: 'm', at: { file: 'site.yml', line: 4, column: 5 } },
        rollback: 'done',
        rollbackErrors: [],
        diff: [{ path: '/f', before: undefined, after: 'x' }],
        notes: ['n'],
        warnings: ['w'],
        ignored: true,
        items: [{ label: 'a', result: { status: 'ok', values: {} } }],
      },
    },
    '"host":"g1","task":"t1","result":{"status":"failed","values":{"rc":1,"big":"1152921504606846976"},' +
      '"error":{"code":"TASK_FAILED","message":"m","at":{"file":"site.yml","line":4,"column":5}},"rollback":"done",' +
      '"rollbackErrors":[],"diff":[{"path":"/f","after":"x"}],"notes":["n"],"warnings":["w"],"ignored":true,' +
      '"items":[{"label":"a","result":{"status":"ok","values":{}}}]}',
  ],
  'run-resumed': [
    { type: 'run-resumed', run: '20261124T035232Z-4f2a', by: { user: 'ann', host: 'ctl' }, finished: 3 },
    '"run":"20261124T035232Z-4f2a","by":{"user":"ann","host":"ctl"},"finished":3',
  ],
  'meta-performed': [
    {
      type: 'meta-performed',
      host: 'g1',
      task: { id: 't1', name: 'meta', module: 'meta', at: 'site.yml:1:1', kind: 'task' },
      action: 'end_play',
      skipped: false,
      message: 'ending play',
    },
    '"host":"g1","task":{"id":"t1","name":"meta","module":"meta","at":"site.yml:1:1","kind":"task"},' +
      '"action":"end_play","skipped":false,"message":"ending play"',
  ],
  'batch-finished': [
    { type: 'batch-finished', play: 'p', batch: 1, failed: ['g1'], verdict: 'halt', reason: '1 of 2 hosts failed' },
    '"play":"p","batch":1,"failed":["g1"],"verdict":"halt","reason":"1 of 2 hosts failed"',
  ],
  'files-changed': [
    { type: 'files-changed', host: 'g1', task: 't1', files: [{ path: '/etc/x', before: 'absent', after: 'withheld' }] },
    '"host":"g1","task":"t1","files":[{"path":"/etc/x","before":"absent","after":"withheld"}]',
  ],
  'lock-awaited': [
    { type: 'lock-awaited', host: 'g1', message: 'g1 is locked by run r' },
    '"host":"g1","message":"g1 is locked by run r"',
  ],
  'lock-taken-over': [
    {
      type: 'lock-taken-over',
      host: 'g1',
      from: { run: 'r', by: 'ann on ctl' },
      reason: 'expired',
      message: 'taken over',
    },
    '"host":"g1","from":{"run":"r","by":"ann on ctl"},"reason":"expired","message":"taken over"',
  ],
  warning: [{ type: 'warning', message: 'careful', at: 'site.yml:1:1' }, '"message":"careful","at":"site.yml:1:1"'],
  'backup-stored': [
    {
      type: 'backup-stored',
      store: '/srv/backups',
      version: 'abc',
      changed: [{ host: 'g1', changes: [{ path: '/etc/docker/daemon.json', what: 'changed' }] }],
      unchanged: 2,
      failed: ['g2'],
      pushed: false,
    },
    '"store":"/srv/backups","version":"abc","changed":[{"host":"g1","changes":[{"path":"/etc/docker/daemon.json",' +
      '"what":"changed"}]}],"unchanged":2,"failed":["g2"],"pushed":false',
  ],
  interrupted: [{ type: 'interrupted', signal: 'SIGINT' }, '"signal":"SIGINT"'],
  'run-finished': [
    {
      type: 'run-finished',
      hosts: { g1: recap({ failed: 1, rollback: 'done', notAttempted: 'stopped: x' }) },
      interrupted: false,
      errors: [],
    },
    '"hosts":{"g1":{"ok":1,"changed":0,"unreachable":0,"failed":1,"skipped":0,"rescued":0,"ignored":0,' +
      '"rollback":"done","notAttempted":"stopped: x"}},"interrupted":false,"errors":[]',
  ],
} as const satisfies { readonly [T in RunEvent['type']]: readonly [Extract<RunEvent, { type: T }>, string] }

describe('--output json', () => {
  test.each(Object.entries(EVERY_EVENT))('fixes the form of %s', async (type, [event, fields]) => {
    expect(await printed('json', [event])).toBe(
      `{"seq":1,"time":"2026-11-24T03:52:32.000Z","type":"${type}",${fields}}\n`,
    )
  })

  test('has every type and its fields in docs/events.md', async () => {
    const manual = await readFile('docs/events.md', 'utf8')
    const rows = new Map(manual.split('\n').map((line) => [/^\| `([a-z-]+)` \|/.exec(line)?.[1], line]))

    for (const [type, [event]] of Object.entries(EVERY_EVENT)) {
      const fields = Object.keys(event).filter((field) => field !== 'type')
      expect(fields.filter((field) => rows.get(type)?.includes(`\`${field}\``) !== true)).toEqual([])
    }
  })

  test('prints one object a line and nothing else, escape sequences escaped', async () => {
    const text = await printed('json', [
      RUN_STARTED,
      { type: 'warning', message: 'a\nb\u001b[31m' },
      { type: 'interrupted', signal: 'SIGTERM' },
    ])

    const lines = text.split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([1, 2, 3])
    expect(lines[1]).not.toContain('\u001b')
  })

  test('withholds what no_log covers, items too, and secrets everywhere', async () => {
    const error = { code: 'TASK_FAILED', message: 'hunter2 was refused' } as const
    const censored = { status: 'failed', values: { changed: false, stdout: 'hunter2' }, error, censored: true } as const

    const text = await printed('json', [
      { type: 'task-finished', host: 'g1', task: 't1', result: censored },
      {
        type: 'task-finished',
        host: 'g1',
        task: 't2',
        result: { ...censored, items: [{ label: 'hunter2', result: censored }] },
      },
      {
        type: 'task-finished',
        host: 'g1',
        task: 't3',
        result: { status: 'ok', values: { password: new Secret('hunter2') } },
      },
    ])

    expect(text).not.toContain('hunter2')
    expect(text).toContain('"values":{"changed":false},"censored":true,"error":{"code":"TASK_FAILED"')
    expect(text).toContain('"password":"[secret]"')
  })
})
