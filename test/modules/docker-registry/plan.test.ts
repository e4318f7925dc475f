import { describe, expect, test } from '@jest/globals'
import type { LongshoreError } from '../../../src/base/longshore-error.ts'
import type { Change, Plan } from '../../../src/model/plan.ts'
import { dockerRegistryArgs } from '../../../src/modules/docker-registry/args.ts'
import { dockerRegistry } from '../../../src/modules/docker-registry/index.ts'
import { planDockerRegistry } from '../../../src/modules/docker-registry/plan.ts'
import { parseUnitState } from '../../../src/modules/registry-utils/unit-state.ts'
import { dockerFacts, unitText, type DockerHost } from './docker-facts.ts'

const M1 = { mirrors: ['http://10.77.0.1:5000'] }
const WITH_M1 = '{"registry-mirrors":["http://10.77.0.1:5000"]}'
const CHECK = 'check that /etc/docker/daemon.json is as it was read'
const VALIDATE = 'let dockerd check the new daemon.json'
const PUT = 'put /etc/docker/daemon.json in place'
const RELOAD = 'reload dockerd and see that it uses the new configuration'
const RESTART = 'restart dockerd and see that it uses the new configuration'
const INVOCATION = '0b2a573f3e8f43ac8f837edf3a9fc3ef'
const WEB = { name: 'web', restartPolicy: 'always', autoRemove: false }
const JOB = { name: 'job', restartPolicy: 'no', autoRemove: false }

function planOf(args: object, host: DockerHost = {}): Plan {
  return planDockerRegistry(dockerRegistryArgs.parse(args), dockerFacts(host))
}

function changeOf(args: object, host: DockerHost = {}): Change {
  const plan = planOf(args, host)
  if (plan.kind !== 'change') throw new Error(`expected a change, found ${JSON.stringify(plan)}`)
  return plan
}

function refusalOf(args: object, host: DockerHost = {}): LongshoreError {
  const plan = planOf(args, host)
  if (plan.kind !== 'impossible') throw new Error(`expected a refusal, found ${plan.kind}`)
  return plan.error
}

function inContainerdStore(version: string): DockerHost {
  const { info } = dockerFacts({ version })
  if (info.kind !== 'running') throw new Error('the daemon of the fixture runs')
  return { version, facts: { info: { ...info, store: 'containerd' } } }
}

describe('planDockerRegistry', () => {
  test.each<[string, object, DockerHost, string[]]>([
    ['no file yet', M1, {}, [VALIDATE, CHECK, PUT, RELOAD]],
    ['Docker 20.10, which cannot validate', M1, { version: '20.10.24' }, [CHECK, PUT, RELOAD]],
    ['the same mirrors already', M1, { text: WITH_M1, mirrors: ['http://10.77.0.1:5000/'] }, []],
    ['a daemon that was never reloaded', M1, { text: WITH_M1 }, [VALIDATE, CHECK, RELOAD]],
    [
      'a removed key that is still live',
      { mirrors: [] },
      { text: '{}', mirrors: ['http://old/'] },
      [VALIDATE, CHECK, PUT, RELOAD],
    ],
    ['nothing to clear', { mirrors: [], live_restore: false }, {}, []],
    ['a key that is read at start', { extra: { 'log-driver': 'local' } }, {}, [VALIDATE, CHECK, PUT, RESTART]],
    ['stage', { ...M1, apply: 'stage' }, {}, [VALIDATE, CHECK, PUT]],
    ['a stopped daemon', M1, { facts: { info: { kind: 'stopped' } } }, [VALIDATE, CHECK, PUT]],
  ])('plans for %s', (_situation, args, host, summaries) => {
    const plan = planOf(args, host)

    expect(plan.kind === 'change' ? plan.steps.map((step) => step.summary) : []).toEqual(summaries)
  })

  test('makes a missing folder, and leaves it as it found it on the way back', () => {
    const plan = changeOf(M1, { file: { existingFolder: '/etc' } })

    const folder = plan.steps.find((step) => step.summary === 'make the folder /etc/docker')
    expect(folder?.undo).toMatchObject([{ kind: 'shell', args: ['/etc/docker'] }])
  })

  test('undoes a reload by the old values written out first, then the original bytes, and looks at a dockerd that started meanwhile', () => {
    const plan = changeOf(M1, { text: '{"debug":false}' })

    const undo = [...plan.steps].reverse().flatMap((step) => step.undo ?? [])
    expect(undo).toMatchObject([
      {
        kind: 'write',
        content: '{"debug":false,"registry-mirrors":[],"insecure-registries":[],"live-restore":false,"labels":[]}',
      },
      {
        kind: 'shell',
        args: [
          'debug false\ninsecure "127.0.0.0/8"\ninsecure "::1/128"\nlive-restore false',
          '60',
          '3 5 5',
          '1795493317',
        ],
      },
      { kind: 'write', content: '{"debug":false}', mode: 0o640, owner: '0', group: '7' },
      {
        kind: 'shell',
        args: ['debug false\ninsecure "127.0.0.0/8"\ninsecure "::1/128"\nlive-restore false', '60', INVOCATION],
      },
    ])
  })

  test('removes the file again where there was none', () => {
    const undo = [...changeOf(M1).steps].reverse().flatMap((step) => step.undo ?? [])

    expect(undo.at(-2)).toEqual({ kind: 'remove', path: '/etc/docker/daemon.json' })
  })

  test('puts the original bytes back even where only the daemon was behind', () => {
    const undo = [...changeOf(M1, { text: WITH_M1 }).steps].reverse().flatMap((step) => step.undo ?? [])

    expect(undo.at(-2)).toMatchObject({ kind: 'write', content: WITH_M1 })
  })

  test('undoes a restart last, when the old file is back', () => {
    const undo = [...changeOf({ extra: { 'log-driver': 'local' } }, { text: '{}' }).steps]
      .reverse()
      .flatMap((step) => step.undo ?? [])

    expect(undo.map((command) => command.kind)).toEqual(['write', 'shell'])
    expect(undo[1]).toMatchObject({ args: [expect.any(String), '60', INVOCATION, 'active'] })
  })

  test('waits for exactly what the daemon will show', () => {
    const plan = changeOf({
      mirrors: ['http://b', 'http://a/'],
      insecure_registries: ['reg:5000'],
      max_concurrent_downloads: 6,
    })

    expect(plan.steps.at(-1)?.run).toMatchObject({
      args: [
        'debug false\ninsecure "127.0.0.0/8"\ninsecure "::1/128"\ninsecure "reg:5000"\nlive-restore false\nmirror 0 "http://b/"\nmirror 1 "http://a/"',
        '60',
        '6 5 5',
      ],
    })
  })

  test('lets dockerd check the candidate with the flags of the unit, expanded', () => {
    const unit = parseUnitState(unitText({ options: '--mtu 1400' }))

    const plan = changeOf(M1, { facts: { unit } })

    expect(plan.steps[0]?.run).toMatchObject({
      args: ['-H', 'fd://', '--containerd=/run/containerd/containerd.sock', '--mtu', '1400'],
    })
  })

  test('edits the target of a link', () => {
    const plan = changeOf(M1, { text: '{}', file: { realPath: '/srv/daemon.json', linkTarget: '/srv/daemon.json' } })

    expect(plan.steps[2]?.run).toMatchObject({ kind: 'write', path: '/srv/daemon.json' })
    expect(plan.notes).toContain('/etc/docker/daemon.json is a link: /srv/daemon.json is edited, the link stays')
  })

  test('shows the change with credentials as stars, and keeps them out of journals', () => {
    const proxies = { 'http-proxy': 'http://user:hunter2@proxy:3128' }

    const plan = changeOf({ extra: { proxies } })

    expect(plan.diff?.[0]?.after).toContain('http://***@proxy:3128')
    expect(JSON.stringify(plan)).not.toContain('hunter2')
  })

  test.each<[string, object, DockerHost, string[]]>([
    [
      'with live-restore off',
      { extra: { mtu: 1400 } },
      { facts: { containers: [WEB] } },
      ['live-restore is off: 1 container stops (web)'],
    ],
    [
      'for good',
      { extra: { mtu: 1400 }, apply: 'restart' },
      { facts: { containers: [WEB, JOB] } },
      ['live-restore is off: 2 containers stop (web, job)', 'without a restart policy, these do not come back: job'],
    ],
    [
      'with live-restore on',
      { extra: { mtu: 1400 } },
      { text: '{"live-restore":true}', liveRestore: true, facts: { containers: [JOB] } },
      ['live-restore is on: 1 container goes on running'],
    ],
    [
      'with live-restore asked for',
      { extra: { mtu: 1400 }, live_restore: true },
      { facts: { containers: [WEB, JOB] } },
      ['live-restore is switched on by a reload first: 2 containers go on running'],
    ],
    [
      'with live-restore switched off',
      { extra: { mtu: 1400 }, live_restore: false },
      { text: '{"live-restore":true}', liveRestore: true, facts: { containers: [WEB] } },
      ['live-restore is switched off: 1 container stops (web)'],
    ],
  ])('says what a restart does to containers %s', (_situation, args, host, notes) => {
    const plan = changeOf(args, host)

    expect(plan.notes?.slice(1)).toEqual(notes)
  })

  test('switches live-restore on by a reload before it restarts, and off by a reload on the way back', () => {
    const plan = changeOf({ extra: { mtu: 1400 }, live_restore: true }, { text: '{}' })

    expect(plan.steps.map((step) => step.summary)).toEqual([
      VALIDATE,
      CHECK,
      PUT,
      'reload dockerd and see that live-restore is on',
      RESTART,
    ])
    const undo = [...plan.steps].reverse().flatMap((step) => step.undo ?? [])
    expect(undo).toMatchObject([
      { kind: 'write', content: expect.stringContaining('"live-restore": true') },
      { kind: 'shell', args: [expect.stringContaining('live-restore true'), '60', INVOCATION, 'active'] },
      { kind: 'write', content: expect.stringContaining('"live-restore": false') },
      { kind: 'shell', args: [expect.stringContaining('live-restore false'), '60', '3 5 5', '1795493317'] },
      { kind: 'write', content: '{}' },
    ])
  })

  test('does not switch live-restore on by a reload that would panic', () => {
    const plan = changeOf(
      { extra: { mtu: 1400 }, live_restore: true },
      { version: '24.0.9', facts: { info: { ...dockerFacts().info, store: 'containerd' } as never } },
    )

    expect(plan.steps.map((step) => step.summary)).toEqual([VALIDATE, CHECK, PUT, RESTART])
  })

  test.each<[string, object, DockerHost, string, string]>([
    [
      'a container that would not come back',
      { extra: { mtu: 1400 } },
      { facts: { containers: [WEB, JOB] } },
      'REGISTRY_CONFIG_INVALID',
      'this needs a restart of dockerd (mtu is read at start only), which ends 1 containers that do not come back: job',
    ],
    [
      'a restart where a reload was asked for',
      { extra: { mtu: 1400 }, apply: 'reload' },
      {},
      'REGISTRY_CONFIG_INVALID',
      'a reload is not enough: mtu is read at start only',
    ],
    [
      'a broken file',
      M1,
      { text: '{\n  "a": 1,\n}' },
      'REGISTRY_CONFIG_BROKEN',
      '/etc/docker/daemon.json is broken already, Docker 28.5.2 would not survive a restart: /etc/docker/daemon.json:2:9: JSON has no comma after the last entry',
    ],
    [
      'a duplicate key',
      M1,
      { text: '{"debug":true,"debug":false}' },
      'REGISTRY_CONFIG_BROKEN',
      '/etc/docker/daemon.json is broken already, Docker 28.5.2 would not survive a restart: /etc/docker/daemon.json:1:15: the key "debug" is there twice: readers take the last one',
    ],
    [
      'an immutable file',
      M1,
      { text: '{}', file: { immutable: '/etc/docker/daemon.json' } },
      'REGISTRY_CONFIG_INVALID',
      '/etc/docker/daemon.json cannot be replaced: /etc/docker/daemon.json is immutable (chattr)',
    ],
    [
      'a read-only file system',
      M1,
      { text: '{}', file: { obstacle: 'read-only' } },
      'REGISTRY_CONFIG_INVALID',
      '/etc/docker/daemon.json lies on a file system that is mounted read-only',
    ],
    [
      'a full disk',
      M1,
      { text: '{}', file: { availableKb: 0 } },
      'REGISTRY_CONFIG_INVALID',
      'the disk that holds /etc/docker/daemon.json is full: 0 KiB free, 9 KiB needed',
    ],
    [
      'another owner',
      M1,
      { text: '{}', facts: { markers: ['Puppet lists it in /x'] } },
      'REGISTRY_CONFIG_INVALID',
      '/etc/docker/daemon.json is managed by another tool: Puppet lists it in /x',
    ],
    [
      'a path on old Docker',
      { mirrors: ['https://h/p'] },
      { version: '20.10.24' },
      'REGISTRY_CONFIG_INVALID',
      'Docker 20.10.24 would not take this: mirror https://h/p: Docker before 24.0.8 does not start with a path (/p) in a mirror (give the mirror a host name or port of its own)',
    ],
    [
      'a singular key',
      { extra: { 'registry-mirror': ['https://m'] } },
      {},
      'REGISTRY_CONFIG_INVALID',
      'Docker 28.5.2 would not take this: registry-mirror is the name of a flag: dockerd takes it in the file and ignores its value (write registry-mirrors)',
    ],
    [
      'live-restore in a swarm',
      { live_restore: true },
      { swarm: true },
      'REGISTRY_CONFIG_INVALID',
      'live-restore cannot be used on a swarm node: dockerd would not come back from its next restart',
    ],
    [
      'a silent mirror',
      { ...M1, probe_mirrors: true },
      {
        facts: {
          answers: [{ url: 'http://10.77.0.1:5000', status: undefined, untrusted: false, said: 'Connection refused' }],
        },
      },
      'VERIFICATION_FAILED',
      'not every mirror answers this host: http://10.77.0.1:5000: Connection refused',
    ],
    [
      'a host without Docker',
      M1,
      { facts: { version: undefined, info: { kind: 'stopped' } } },
      'REGISTRY_CONFIG_INVALID',
      'there is no dockerd on this host',
    ],
  ])('refuses %s', (_situation, args, host, code, message) => {
    expect(refusalOf(args, host)).toMatchObject({ code, message })
  })

  test.each<[string, object, DockerHost, string[]]>([
    [
      'a limit that the containerd image store does not heed',
      { max_concurrent_downloads: 9 },
      inContainerdStore('29.6.0'),
      ['max-concurrent-downloads has no effect: Docker 29.6.0 ignores it with the containerd image store'],
    ],
    ['no limit that it does heed', { max_concurrent_downloads: 9 }, inContainerdStore('29.7.0'), []],
    [
      'an insecure registry whose token service is verified all the same',
      { insecure_registries: ['reg:5000'] },
      inContainerdStore('29.4.0'),
      [
        'insecure-registries do not count for token requests with the containerd image store before Docker 29.5.0: a token service of a private authority needs it in the system store (registry_ca)',
      ],
    ],
    ['no such token service', { insecure_registries: ['reg:5000'] }, inContainerdStore('29.5.0'), []],
    [
      'a login to Docker Hub that a mirror would read',
      M1,
      { facts: { hubLogins: ['/root/.docker/config.json'] } },
      [
        'dockerd sends a login to Docker Hub (/root/.docker/config.json) to http://10.77.0.1:5000 as well, which has no TLS: give the mirror TLS, or log out',
      ],
    ],
    ['no login where the mirror has TLS', { mirrors: ['https://m'] }, { facts: { hubLogins: ['/root/x'] } }, []],
    [
      'a mirror that wants a credential',
      { ...M1, probe_mirrors: true },
      { facts: { answers: [{ url: 'http://10.77.0.1:5000', status: 401, untrusted: false, said: '' }] } },
      [
        "http://10.77.0.1:5000 wants a credential (401), and dockerd never sends one of the mirror's own: unless it lets anybody pull, pulls go to the upstream",
      ],
    ],
  ])('warns of %s', (_situation, args, host, warnings) => {
    expect(changeOf(args, host).warnings ?? []).toEqual(warnings)
  })

  test('warns of what was ignored in the file before, and goes on', () => {
    const plan = changeOf(M1, { text: '{"registry-mirror":["https://m"]}' })

    expect(plan.warnings).toEqual([
      '/etc/docker/daemon.json:1:2: registry-mirror is the name of a flag: dockerd takes it in the file and ignores its value (write registry-mirrors)',
    ])
  })
})

test.each([
  [
    { mirrors: ['mirror:5000'] },
    'docker_registry: mirrors: mirror mirror:5000: the scheme is missing (write https://mirror:5000, or http:// if it has no TLS)',
  ],
  [
    { insecure_registries: ['http://reg:5000'] },
    'docker_registry: insecure_registries: insecure registry http://reg:5000: http:// does not belong here, dockerd drops it with a warning (write reg:5000)',
  ],
  [{ mirors: [] }, "Unsupported parameters for (docker_registry) module: mirors: did you mean 'mirrors'?"],
])('refuses %o before any connection', (args, message) => {
  expect(dockerRegistry.check(args)).toMatchObject({
    code: 'MODULE_ARGS_INVALID',
    message: expect.stringContaining(message),
  })
})
