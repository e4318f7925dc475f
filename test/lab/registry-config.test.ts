import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { describeOnLab } from './describe-on-lab.ts'
import type { HostName } from './generations.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore } from './longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const PLAYBOOK = 'playbooks/registry-config.yml'
const CONFIG = ['/etc/docker', '/etc/containerd', '/etc/systemd/system']
const ABSENT = '- hosts: runtimes\n  become: true\n  gather_facts: false\n  tasks: [registry_config: {state: absent}]\n'

jest.setTimeout(300_000)

describeOnLab('playbooks/registry-config.yml on real Docker and containerd', () => {
  let lab: Lab
  let hosts: readonly LabHost[]

  beforeAll(async () => {
    lab = await openLab()
    hosts = lab.hosts.filter((host) => host.available)
    for (const host of hosts) await lab.reset(host.name)
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  test('with --check says for each runtime what applies and what it costs, and writes nothing', async () => {
    const before = await checksums()

    const ran = await longshore(['run', PLAYBOOK, '--check', '--diff', '--limit', limit()])

    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.stdout).toMatch(/docker 26\.1\.5 \(reload\): mirrors of docker\.io: http:\/\/10\.77\.0\.1:5000/)
    expect(ran.stdout).toMatch(/containerd 2\.1\.9 \(restart-live-restore\): mirrors of docker\.io/)
    expect(await checksums()).toEqual(before)
  })

  test('points both daemons of every host at the mirror; pulls by either come from there', async () => {
    const ran = await longshore(['run', PLAYBOOK, '--limit', limit()])
    const again = await longshore(['run', PLAYBOOK, '--limit', limit()])
    const mark = await lab.mirrorLog().mark()

    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    for (const { name, address } of hosts) {
      expect(ran.recap(name)).toMatchObject({ changed: 1, failed: 0 })
      expect(again.recap(name)).toMatchObject({ changed: 0, failed: 0 })
      expect(await mirrorsOf(name)).toBe('["http://10.77.0.1:5000/"]')
      expect(await pulledBy(name, ['docker', 'pull', 'library/bb:1'])).toBe(0)
      expect(await pulledBy(name, [...CTR, 'docker.io/library/bb:1'])).toBe(0)
      const served = (await lab.mirrorLog().since(mark)).filter((entry) => entry.from === address)
      expect(served.filter((entry) => entry.uri.startsWith('/v2/library/bb/manifests/')).length).toBeGreaterThan(1)
    }
  })

  test('takes out all that it put there, and the daemons with it', async () => {
    const ran = await longshore(['--limit', limit()], ABSENT)

    expect(ran).toMatchObject({ exitCode: 0 })
    for (const { name } of hosts) {
      expect(await mirrorsOf(name)).toMatch(/^(null|\[\])$/)
      const left = await lab.inHost(name, [
        'find',
        '/etc/containerd/certs.d',
        '/var/lib/longshore/registry',
        '-type',
        'f',
      ])
      expect(left.stdout.trim()).toBe('')
    }
  })

  const limit = () => hosts.map(({ name }) => name).join(',')
  const checksums = () => Promise.all(hosts.map(({ name }) => lab.checksum(name, CONFIG)))
  const pulledBy = async (name: HostName, argv: readonly string[]) => (await lab.inHost(name, argv)).exitCode
  const mirrorsOf = async (name: HostName) =>
    (await lab.inHost(name, ['docker', 'info', '-f', '{{json .RegistryConfig.Mirrors}}'])).stdout.trim()
})

const CTR = ['ctr', '-n', 'k8s.io', 'images', 'pull', '--hosts-dir', '/etc/containerd/certs.d']
