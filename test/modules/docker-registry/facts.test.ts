import { describe, expect, test } from '@jest/globals'
import { dockerRegistryArgs } from '../../../src/modules/docker-registry/args.ts'
import { daemonUnreachable } from '../../../src/modules/docker-registry/errors.ts'
import { dockerRegistryFacts } from '../../../src/modules/docker-registry/facts.ts'
import { outputOf, parsed, recorded } from './recorded.ts'

const VERSIONS = ['20.10.24', '26.1.5', '28.5.2'] as const
const MIRRORS = ['http://10.77.0.1:5000', 'http://10.77.0.1:5999', 'https://10.77.0.2', 'http://nowhere.example']
const FACTS = dockerRegistryFacts(dockerRegistryArgs.parse({ mirrors: MIRRORS, probe_mirrors: true }))

describe.each(VERSIONS)('the facts of a host with Docker %s', (version) => {
  test('of a daemon with nothing configured', () => {
    expect(parsed(FACTS.info, recorded(`docker/${version}/info`))).toEqual({
      kind: 'running',
      version,
      effective: { mirrors: [], insecure: [], liveRestore: false, debug: false, labels: [] },
      store: 'graphdriver',
      swarm: false,
    })
  })

  test('of a daemon with every key that it shows', () => {
    expect(parsed(FACTS.info, recorded(`docker/${version}/info-configured`))).toMatchObject({
      effective: {
        mirrors: ['http://10.77.0.1:5000/'],
        insecure: ['10.0.0.0/8', 'reg.example:5000'],
        liveRestore: true,
        debug: true,
        labels: ['rack=a b'],
      },
    })
  })

  test('of the installed binary', () => {
    expect(parsed(FACTS.version, recorded(`docker/${version}/version`))).toBe(version)
  })

  test('of the unit while it runs, and once it is stopped', () => {
    const running = parsed(FACTS.unit, recorded(`docker/${version}/unit-configured`))
    const stopped = parsed(FACTS.unit, recorded(`docker/${version}/unit-stopped`))

    expect(running).toMatchObject({ loaded: true, active: 'active', result: 'success', restarts: 0 })
    expect(running.invocation).toMatch(/^[0-9a-f]{32}$/)
    expect(running.execStart).toContain('argv[]=/usr/sbin/dockerd -H fd://')
    expect(running.requires).toContain('docker.socket')
    expect(running.observedAt - (running.startedAt ?? 0)).toBeGreaterThan(0)
    expect(stopped).toMatchObject({ loaded: true, active: 'inactive', mainPid: 0, startedAt: undefined })
  })

  test('of its containers, by name, with what brings them back', () => {
    expect(parsed(FACTS.containers, recorded(`docker/${version}/containers-configured`))).toEqual([
      { name: 'job', restartPolicy: 'no', autoRemove: false },
      { name: 'once', restartPolicy: 'no', autoRemove: true },
      { name: 'retry', restartPolicy: 'on-failure', autoRemove: false },
      { name: 'web', restartPolicy: 'always', autoRemove: false },
    ])
  })

  test('of a daemon.json: absent, present and a link', () => {
    const absent = parsed(FACTS.file, recorded(`docker/${version}/file`))
    const present = parsed(FACTS.file, recorded(`docker/${version}/file-configured`))
    const linked = parsed(FACTS.file, recorded(`docker/${version}/file-linked`))

    expect(absent).toMatchObject({ realPath: '/etc/docker/daemon.json', linkTarget: undefined, present: undefined })
    expect(present.present).toMatchObject({ kind: 'file', mode: 0o640, uid: 0, gid: 0 })
    expect(present.present?.bytes.toString()).toMatch(/^\{\n {2}"registry-mirrors": \[[^]*\n\}\n$/)
    expect(present).toMatchObject({ immutable: undefined, obstacle: undefined, existingFolder: '/etc/docker' })
    expect(present.availableKb).toBeGreaterThan(1000)
    expect(linked).toMatchObject({ realPath: '/srv/d.json', linkTarget: '/srv/d.json', existingFolder: '/srv' })
  })

  test('of mirrors: one that answers, one that refuses, one behind TLS, one without a name', () => {
    const answers = parsed(FACTS.answers, recorded(`docker/${version}/answers-configured`))

    expect(answers.map(({ url }) => url)).toEqual(MIRRORS)
    expect(answers.map(({ status }) => status)).toEqual([200, undefined, 200, undefined])
    expect(answers.map(({ untrusted }) => untrusted)).toEqual([false, false, false, false])
    expect(answers[1]?.said).toMatch(/^Failed to connect to 10\.77\.0\.1\b.*5999/)
    expect(answers[3]?.said).toBe('Could not resolve host: nowhere.example')
  })
})

const TEMPLATE_FAULT =
  'template: :1:18: executing "" at <.ServerVersion>: reflect: indirection through nil pointer to embedded struct field Info\n'
const NO_SERVER =
  '{"version":"","registry":null,"liveRestore":false,"debug":false,"labels":null,"swarm":"","driver":null}\n'
const DENIED =
  'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock'
const DIAL = '": dial unix /var/run/docker.sock: connect: permission denied\n'
const CLOSED = {
  kind: 'unreachable',
  reason: 'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
}

describe('a daemon that cannot be asked', () => {
  test.each([
    ['stopped', outputOf('', 3), { kind: 'stopped' }],
    ['hung', outputOf('', 124), { kind: 'unreachable', reason: 'it did not answer within 10 s' }],
    [
      'closed to this user (20.10)',
      outputOf('{"version":\n', 1, `${TEMPLATE_FAULT}${DENIED}/v1.24/version${DIAL}`),
      CLOSED,
    ],
    ['closed to this user (26.1)', outputOf(NO_SERVER, 0, `${DENIED}/v1.45/info${DIAL}`), CLOSED],
    [
      'closed to this user (28.5)',
      outputOf(NO_SERVER, 1, `${DENIED}/v1.51/info${DIAL}${DENIED}/v1.51/version${DIAL}`),
      CLOSED,
    ],
    ['silent', outputOf(''), { kind: 'unreachable', reason: 'docker info says nothing of a server' }],
  ])('is told from one that runs: %s', (_situation, output, info) => {
    expect(parsed(FACTS.info, output)).toEqual(info)
  })

  test.each([
    ['permission denied while connecting', 'Nothing was changed. The task needs become: true'],
    ['it hangs', 'Nothing was changed. See what journalctl -u docker.service says on the host'],
  ])('comes with the hint that fits: %s', (reason, hint) => {
    expect(daemonUnreachable(reason)).toMatchObject({ code: 'FACT_UNREADABLE', hint })
  })

  test.each(['info', 'containers'] as const)('has a deadline of its own for %s', (name) => {
    const { command } = FACTS[name]

    const clients = (command.kind === 'shell' ? command.script : '').match(/^.*\bdocker (info|ps|inspect) .*$/gm) ?? []
    expect(clients.length).toBeGreaterThan(0)
    expect(clients.filter((line) => !line.includes('bounded docker'))).toEqual([])
  })
})
