import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Sandbox, SandboxHost } from '../../../src/sandbox/sandbox.ts'
import { runOnSandbox } from '../../kit/run-on-sandbox.ts'
import { GENERATIONS, openSandbox } from '../../sandbox/with-sandbox.ts'

const NAMES = ['g1', 'g2', 'g3'] as const
const OWNED = '/var/lib/longshore/registry/owned.json'
const HUB = '/etc/containerd/certs.d/docker.io/hosts.toml'
const M1 = 'http://10.77.0.1:5000'
const DESIRED = { mirrors: { 'docker.io': [{ url: M1 }] }, insecure: ['10.77.0.1:5000'] }
const FOREIGN = '{\n  "live-restore": true,\n  "registry-mirrors": ["https://theirs.example"]\n}\n'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox(
    GENERATIONS.map((generation, index) => ({
      name: NAMES[index] ?? '',
      ...generation,
      containers: [{ name: 'shop', restart: 'always' as const }],
      files: { '/etc/docker/daemon.json': FOREIGN },
    })),
  )
}, 60_000)
afterAll(() => sandbox.close())

const run = (args: Record<string, unknown>, more = {}) =>
  runOnSandbox(sandbox, 'registry_config', { runtimes: ['docker', 'containerd'], ...args }, more)
const text = (host: SandboxHost, path: string) => host.read(path)?.toString()
const daemon = (host: SandboxHost) => JSON.parse(text(host, '/etc/docker/daemon.json') ?? '{}') as unknown
const statuses = (ran: Awaited<ReturnType<typeof run>>) => NAMES.map((name) => ran.result('it', name).status)

describe('registry_config on three generations, each with a mirror that somebody else set', () => {
  test('says in check mode what becomes of each runtime, and writes nothing', async () => {
    const ran = await run(DESIRED, { settings: { checkMode: true, diff: true } })

    expect(statuses(ran)).toEqual(['changed', 'changed', 'changed'])
    const notes = ran.result('it', 'g2').notes?.join('\n')
    expect(notes).toContain(`docker 26.1.5 (reload): mirrors of docker.io: ${M1} (registry-mirrors)`)
    expect(notes).toContain('containerd 1.7.24 (restart-live-restore): mirrors of docker.io')
    for (const host of sandbox.hosts) {
      expect(text(host, '/etc/docker/daemon.json')).toBe(FOREIGN)
      expect([text(host, HUB), text(host, OWNED)]).toEqual([undefined, undefined])
    }
  }, 60_000)

  test('puts the mirrors first, keeps the others, and has nothing to do the second time', async () => {
    const first = await run(DESIRED)
    const second = await run(DESIRED)

    expect(statuses(first)).toEqual(['changed', 'changed', 'changed'])
    expect(statuses(second)).toEqual(['ok', 'ok', 'ok'])
    for (const host of sandbox.hosts) {
      expect(host.effective().docker?.mirrors).toEqual([`${M1}/`, 'https://theirs.example/'])
      expect(text(host, HUB)).toContain(`[host."${M1}"]`)
      expect(text(host, '/etc/containerd/certs.d/10.77.0.1:5000/hosts.toml')).toContain('skip_verify = true')
      expect(host.effective().containers).toHaveLength(1)
    }
    const [docker, containerd] = first.result('it', 'g3').values['runtimes'] as Record<string, unknown>[]
    expect(docker).toMatchObject({ runtime: 'docker', version: '28.5.2', action: 'reload', not_expressible: [] })
    expect(containerd).toMatchObject({ runtime: 'containerd', version: '2.1.9', action: 'restart-live-restore' })
  }, 60_000)

  test('records what it put there, for root alone', async () => {
    const host = sandbox.host('g2')

    const record = JSON.parse(text(host, OWNED) ?? '{}') as { owned: Record<string, unknown> }

    expect(record.owned['docker']).toEqual({ 'insecure-registries': ['10.77.0.1:5000'], 'registry-mirrors': [M1] })
    expect(record.owned['containerd']).toMatchObject({ 'docker.io': [M1] })
    expect((await host.run(`stat -c %a ${OWNED}`)).stdout.trim()).toBe('600')
  })

  test('follows a mirror that was replaced', async () => {
    await run({ ...DESIRED, mirrors: { 'docker.io': ['http://10.77.0.2:5000'] } })

    for (const host of sandbox.hosts) {
      expect(host.effective().docker?.mirrors).toEqual(['http://10.77.0.2:5000/', 'https://theirs.example/'])
      expect(text(host, HUB)).not.toContain(M1)
    }
  }, 60_000)

  test('changes nothing on a host that cannot have all of it, unless a warning is enough', async () => {
    const more = { 'docker.io': [M1], 'ghcr.io': [{ url: 'https://mirror.example', dial_timeout: '2s' }] }
    const before = sandbox.hosts.map((host) => text(host, '/etc/docker/daemon.json'))

    const failed = await run({ mirrors: more, parallel_pulls: 10 })
    const after = sandbox.hosts.map((host) => text(host, '/etc/docker/daemon.json'))
    const warned = await run({ mirrors: more, parallel_pulls: 10, unsupported: 'warn' })

    expect(statuses(failed)).toEqual(['failed', 'failed', 'failed'])
    expect(after).toEqual(before)
    const said = (name: string) => failed.result('it', name).error?.message ?? ''
    expect(said('g1')).toContain('docker 20.10.24: mirrors of ghcr.io: Docker 20.10.24 has none')
    expect(said('g1')).toContain('containerd 1.6.20: dial_timeout of https://mirror.example: containerd 1.6.20 ignores')
    expect(said('g3')).toContain('docker 28.5.2: mirrors of ghcr.io for docker pull')
    expect(statuses(warned)).toEqual(['changed', 'changed', 'changed'])
    expect(text(sandbox.host('g3'), '/etc/docker/certs.d/ghcr.io/hosts.toml')).toContain(
      '[host."https://mirror.example"]',
    )
    expect(text(sandbox.host('g1'), '/etc/docker/certs.d/ghcr.io/hosts.toml')).toBeUndefined()
    expect(daemon(sandbox.host('g1'))).toMatchObject({ 'max-concurrent-downloads': 10 })
    const limits = (name: string) =>
      /\[plugins.*\]\nmax_concurrent_downloads = 10\n/.exec(
        text(sandbox.host(name), '/etc/containerd/config.toml') ?? '',
      )?.[0]
    expect(limits('g1')).toContain('io.containerd.grpc.v1.cri')
    expect(limits('g3')).toContain('io.containerd.transfer.v1.local')
  }, 60_000)

  test('takes out with state: absent all that it put there, and nothing else', async () => {
    const ran = await run({ state: 'absent' })
    const again = await run({ state: 'absent' })

    expect(statuses(ran)).toEqual(['changed', 'changed', 'changed'])
    expect(statuses(again)).toEqual(['ok', 'ok', 'ok'])
    for (const host of sandbox.hosts) {
      expect(host.effective().docker?.mirrors).toEqual(['https://theirs.example/'])
      expect([text(host, HUB), text(host, OWNED)]).toEqual([undefined, undefined])
      expect(text(host, '/etc/docker/certs.d/ghcr.io/hosts.toml')).toBeUndefined()
    }
  }, 60_000)

  test('replaces the mirrors of others where it is to be exclusive', async () => {
    await run({ ...DESIRED, exclusive: true })

    for (const host of sandbox.hosts) expect(host.effective().docker?.mirrors).toEqual([`${M1}/`])
  }, 60_000)
})
