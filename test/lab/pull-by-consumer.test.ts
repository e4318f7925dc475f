import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { criPull } from './cri.ts'
import { describeOnLab } from './describe-on-lab.ts'
import type { HostName } from './generations.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore } from './longshore.ts'
import { installPodman } from './podman.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const IMAGE = 'docker.io/library/bb:1'

jest.setTimeout(300_000)

/** The upstream has no such image: who has it, got it from the mirror, and the mirror's log says who asked. */
describeOnLab('after registry-config.yml each consumer of a host pulls from the mirror', () => {
  let lab: Lab
  let hosts: readonly LabHost[]

  beforeAll(async () => {
    lab = await openLab()
    hosts = lab.hosts.filter((host) => host.available)
    for (const { name } of hosts) {
      await lab.reset(name)
      await installPodman(lab, name)
    }
    const limit = hosts.map(({ name }) => name).join(',')
    const ran = await longshore(['run', 'playbooks/registry-config.yml', '--limit', limit])
    expect(ran.exitCode === 0 ? '' : ran.stdout).toBe('')
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  test.each<{ consumer: string; agent: RegExp; pull: (name: HostName) => Promise<string> }>([
    { consumer: 'Docker', agent: /^docker\//, pull: (name) => words(name, ['docker', 'pull', '-q', 'library/bb:1']) },
    { consumer: 'kubelet, by CRI of containerd', agent: /^containerd\//, pull: byCri },
    { consumer: 'ctr, by the same hosts directory', agent: /^containerd\//, pull: (name) => words(name, CTR) },
    { consumer: 'podman', agent: /^containers\//, pull: (name) => words(name, ['podman', 'pull', '-q', IMAGE]) },
  ])('$consumer', async ({ agent, pull }) => {
    for (const { name, address } of hosts) {
      const marks = [await lab.mirrorLog().mark(), await lab.upstreamLog().mark()] as const

      expect(await pull(name)).toBe('')

      const asked = (await lab.mirrorLog().since(marks[0])).filter(({ from }) => from === address)
      const served = asked.filter(({ uri, status }) => uri.startsWith('/v2/library/bb/') && status === 200)
      expect(served.map(({ uri }) => uri.split('/')[4])).toContain('blobs')
      for (const { userAgent } of served) expect(userAgent).toMatch(agent)
      const upstream = (await lab.upstreamLog().since(marks[1])).filter(({ from }) => from === address)
      expect(upstream.filter(({ uri }) => uri.includes('library/bb'))).toEqual([])
    }
  })

  /** Empty where it went well. */
  async function words(name: HostName, argv: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await lab.inHost(name, argv)
    return exitCode === 0 ? '' : `${name}: ${stdout}${stderr}`
  }

  async function byCri(name: HostName): Promise<string> {
    const { status, message } = await criPull(name, IMAGE)
    await lab.inHost(name, 'ctr -n k8s.io images ls -q | xargs ctr -n k8s.io images rm --sync')
    return status === 0 ? '' : `${name}: ${message}`
  }
})

const CTR = ['ctr', '-n', 'other', 'images', 'pull', '--hosts-dir', '/etc/containerd/certs.d', IMAGE]
