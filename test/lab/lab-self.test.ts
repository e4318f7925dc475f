import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { AccessLogEntry } from './access-log.ts'
import { availability, describeOnLab } from './describe-on-lab.ts'
import { openLab, PAT_SUDO_PASSWORD, type Lab, type LabHost } from './lab.ts'
import { run } from './run.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
/** Enough on two busy cores; the whole file takes 40 s on quiet ones. */
const ONE_TEST_MS = 120_000
const DAEMON_JSON = '/etc/docker/daemon.json'

jest.setTimeout(ONE_TEST_MS)

describeOnLab('the lab', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await openLab()
    for (const host of lab.hosts) if (!host.available) process.stderr.write(`SKIPPED on ${host.name}: ${host.reason}\n`)
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  test('resets a host to a freshly booted one without memory', async () => {
    await onEachHost(async ({ name }) => {
      await lab.inHost(
        name,
        'echo {} > /etc/docker/daemon.json; echo x > /var/lib/docker/x; rm /etc/containerd/config.toml',
      )

      await lab.reset(name)

      expect(await lab.checksum(name, [DAEMON_JSON, '/var/lib/docker/x'])).toBe(
        `${DAEMON_JSON} absent\n/var/lib/docker/x absent\n`,
      )
      expect(await lab.checksum(name, ['/etc/containerd'])).toContain('/etc/containerd/config.toml f 644 0:0')
      expect((await lab.inHost(name, ['systemctl', 'is-system-running', '--wait'])).stdout).toBe('running\n')
    })
  })

  test('runs the generations of Docker and containerd that the hosts are named for', async () => {
    await onEachHost(async ({ name, docker, containerd }) => {
      const dockerVersion = await lab.inHost(name, ['docker', 'version', '--format', '{{.Server.Version}}'])
      const containerdVersion = await lab.inHost(name, ['containerd', '--version'])

      expect(dockerVersion.stdout.slice(0, docker.length)).toBe(docker)
      expect(containerdVersion.stdout.split(' ')[2]?.slice(0, containerd.length)).toBe(containerd)
    })
  })

  test('lets ops and pat in by key, and only pat needs a password for sudo', async () => {
    await onEachHost(async ({ name }) => {
      const ops = await run([...lab.ssh(name, 'ops'), 'sudo -n id -un'])
      const patWithout = await run([...lab.ssh(name, 'pat'), 'sudo -n id -un'])
      const patWith = await run([...lab.ssh(name, 'pat'), "sudo -S -p '' id -un"], { input: `${PAT_SUDO_PASSWORD}\n` })

      expect(ops).toMatchObject({ exitCode: 0, stdout: 'root\n' })
      expect(patWithout).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('password is required') })
      expect(patWith).toMatchObject({ exitCode: 0, stdout: 'root\n' })
    })
  })

  test('shows in the logs whether a pull went to the upstream or through the mirror', async () => {
    await onEachHost(async ({ name, address }) => {
      const upstream = await lab.upstreamLog().mark()
      const mirror = await lab.mirrorLog().mark()

      const withoutMirror = await lab.inHost(name, ['docker', 'pull', 'library/bb:1'])

      expect(withoutMirror.exitCode).not.toBe(0)
      expect(askedBy(address, await lab.upstreamLog().since(upstream))).toContain('404 /v2/library/bb/manifests/1')
      expect(askedBy(address, await lab.mirrorLog().since(mirror))).toEqual([])

      await lab.inHost(name, `cat > ${DAEMON_JSON} && systemctl reload docker`, {
        input: JSON.stringify({ 'registry-mirrors': [`http://${lab.mirror}`] }),
      })
      await until(async () => (await lab.inHost(name, ['docker', 'info'])).stdout.includes(lab.mirror))
      const throughMirror = await lab.inHost(name, ['docker', 'pull', 'library/bb:1'])
      const ran = await lab.inHost(name, ['docker', 'run', '--rm', 'bb:1', 'echo', 'hello'])

      expect(throughMirror).toMatchObject({ exitCode: 0 })
      expect(ran).toMatchObject({ exitCode: 0, stdout: 'hello\n' })
      expect(askedBy(address, await lab.mirrorLog().since(mirror))).toContain('200 /v2/library/bb/manifests/1')
    })
  })

  test('cuts a cable, a disk and the power, and puts each back', async () => {
    const name = lab.hosts.find((host) => host.available)?.name ?? 'g1'

    await lab.cutNetwork(name)
    expect((await run([...lab.ssh(name, 'ops'), 'true'])).exitCode).toBe(255)
    expect((await lab.inHost(name, ['true'])).exitCode).toBe(0)
    await lab.restoreNetwork(name)
    await until(async () => (await run([...lab.ssh(name, 'ops'), 'true'])).exitCode === 0)

    await lab.fullDisk(name, '/etc/containerd')
    expect(await lab.inHost(name, ['cp', '/etc/hostname', '/etc/containerd/more'])).toMatchObject({
      stderr: expect.stringContaining('No space left on device'),
    })
    expect((await lab.inHost(name, ['cat', '/etc/containerd/config.toml'])).exitCode).toBe(0)
    await lab.freeDisk(name, '/etc/containerd')

    await lab.inHost(name, 'echo kept > /etc/kept')
    await lab.powerCut(name)
    await expect(lab.inHost(name, ['true'])).rejects.toThrow('has no power')
    await lab.boot(name)
    expect((await lab.inHost(name, ['cat', '/etc/kept'])).stdout).toBe('kept\n')
  })

  /** A host that could not be built was said aloud at the start, and does not fail those that could. */
  async function onEachHost(check: (host: LabHost) => Promise<void>): Promise<void> {
    await Promise.all(lab.hosts.filter((host) => host.available).map(check))
  }
})

if (!availability.available) {
  const { reason } = availability
  test(`says why it cannot run here: ${reason}`, () => {
    expect(reason).toMatch(/^the lab needs /)
  })
}

function askedBy(address: string, entries: readonly AccessLogEntry[]): readonly string[] {
  return entries.filter((entry) => entry.from === address).map((entry) => `${entry.status} ${entry.uri}`)
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not happen within 10 s')
  }
}
