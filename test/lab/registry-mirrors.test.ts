import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { describeOnLab } from './describe-on-lab.ts'
import type { HostName } from './generations.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore } from './longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const MIRRORS = 'playbooks/registry-mirrors.yml'
const CONFIG = ['/etc/docker', '/etc/containerd', '/etc/systemd/system']

jest.setTimeout(300_000)

describeOnLab('playbooks/registry-mirrors.yml on real Docker and containerd', () => {
  let lab: Lab
  let hosts: readonly LabHost[]

  beforeAll(async () => {
    lab = await openLab()
    hosts = lab.hosts.filter((host) => host.available)
    for (const host of lab.hosts) if (!host.available) process.stderr.write(`SKIPPED on ${host.name}: ${host.reason}\n`)
    for (const host of hosts) await lab.reset(host.name)
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  test('with --check --diff prints the exact change and writes nothing', async () => {
    const before = await Promise.all(hosts.map(({ name }) => lab.checksum(name, CONFIG)))

    const ran = await longshore(['run', MIRRORS, '--check', '--diff', '--limit', limit(hosts)])

    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.stdout).toContain('+  "registry-mirrors": ["http://10.77.0.1:5000"]')
    expect(ran.stdout).toContain('+[host."http://10.77.0.1:5000"]')
    expect(ran.stdout).toContain('dockerd is reloaded: containers are not touched')
    expect(await Promise.all(hosts.map(({ name }) => lab.checksum(name, CONFIG)))).toEqual(before)
    for (const { name } of hosts) expect(await mirrorsOf(name)).toBe('[]')
  })

  test('changes every host, and its pulls come from the mirror', async () => {
    const mirror = await lab.mirrorLog().mark()
    const upstream = await lab.upstreamLog().mark()

    const ran = await longshore(['run', MIRRORS, '--limit', limit(hosts)])

    expect(ran.stderr).toBe('')
    expect(ran.exitCode).toBe(0)
    for (const { name, address } of hosts) {
      expect(ran.recap(name)).toMatchObject({ changed: 2, failed: 0 })
      expect(await mirrorsOf(name)).toBe('["http://10.77.0.1:5000/"]')
      expect((await lab.inHost(name, ['docker', 'image', 'inspect', 'bb:1'])).exitCode).toBe(0)
      const served = (await lab.mirrorLog().since(mirror)).filter((entry) => entry.from === address)
      expect(served.map((entry) => `${entry.status} ${entry.uri}`)).toContain('200 /v2/library/bb/manifests/1')
    }
    expect((await lab.upstreamLog().since(upstream)).filter((entry) => entry.uri.includes('/bb/'))).toEqual([])
  })

  test('lets containerd pull through the mirror by the same hosts directory, with CRI well', async () => {
    for (const { name, address } of hosts) {
      const mirror = await lab.mirrorLog().mark()

      const pulled = await lab.inHost(name, [
        'ctr',
        '-n',
        'k8s.io',
        'images',
        'pull',
        '--hosts-dir',
        '/etc/containerd/certs.d',
        'docker.io/library/bb:1',
      ])

      expect(pulled).toMatchObject({ exitCode: 0 })
      const served = (await lab.mirrorLog().since(mirror)).filter((entry) => entry.from === address)
      expect(served.map((entry) => entry.status)).toContain(200)
      expect((await lab.inHost(name, 'ctr plugins ls | grep -w cri')).stdout).toMatch(/\bok\b/)
    }
  })

  test('changes nothing when it runs again, and says so', async () => {
    const before = await Promise.all(hosts.map(({ name }) => lab.checksum(name, CONFIG)))

    const ran = await longshore(['run', MIRRORS, '--limit', limit(hosts)])

    expect(ran.exitCode).toBe(0)
    for (const { name } of hosts) expect(ran.recap(name)).toMatchObject({ changed: 0, failed: 0 })
    expect(await Promise.all(hosts.map(({ name }) => lab.checksum(name, CONFIG)))).toEqual(before)
  })

  test('rolling-restart.yml restarts Docker host by host and waits until it answers', async () => {
    const before = await Promise.all(hosts.map(({ name }) => startOf(name)))

    const ran = await longshore(['run', 'playbooks/rolling-restart.yml', '--limit', limit(hosts)])

    expect(ran.exitCode).toBe(0)
    const after = await Promise.all(hosts.map(({ name }) => startOf(name)))
    for (const [index, start] of after.entries()) expect(start).not.toBe(before[index])
  })

  test('patch-config.yml sets keys that a reload takes, and leaves the mirrors', async () => {
    const ran = await longshore(['run', 'playbooks/patch-config.yml', '--limit', limit(hosts)])

    expect(ran.exitCode).toBe(0)
    for (const { name } of hosts) {
      const text = (await lab.inHost(name, ['cat', '/etc/docker/daemon.json'])).stdout
      expect(JSON.parse(text)).toEqual({
        'registry-mirrors': ['http://10.77.0.1:5000'],
        'max-concurrent-downloads': 6,
        'shutdown-timeout': 30,
      })
      expect(await mirrorsOf(name)).toBe('["http://10.77.0.1:5000/"]')
    }
  })

  async function mirrorsOf(name: HostName): Promise<string> {
    const { stdout } = await lab.inHost(name, ['docker', 'info', '--format', '{{json .RegistryConfig.Mirrors}}'])
    return stdout.trim().replace('null', '[]')
  }

  async function startOf(name: HostName): Promise<string> {
    return (await lab.inHost(name, ['systemctl', 'show', 'docker', '-p', 'ExecMainStartTimestampMonotonic'])).stdout
  }
})

function limit(hosts: readonly LabHost[]): string {
  return hosts.map((host) => host.name).join(',')
}
