import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { describeOnLab } from './describe-on-lab.ts'
import type { HostName } from './generations.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore } from './longshore.ts'
import { asOps, installRootless, ROOTLESS_CONFIG } from './rootless.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const CONFIG = '/home/ops/.config/docker/daemon.json'
const HOSTS: readonly HostName[] = ['g2', 'g3']

jest.setTimeout(300_000)

const play = (args: string) =>
  `- hosts: runtimes\n  become: true\n  gather_facts: false\n  tasks: [registry_config: {runtimes: [docker-rootless], ${args}}]\n`
const MIRROR = play('mirrors: {docker.io: ["http://10.77.0.1:5000"]}')
const OTHER_MIRROR = play('mirrors: {docker.io: ["https://10.77.0.1:5443"]}, verify_timeout: 3')

describeOnLab('registry_config on a rootless dockerd', () => {
  let lab: Lab
  let hosts: readonly LabHost[]

  beforeAll(async () => {
    lab = await openLab({ hosts: HOSTS })
    hosts = lab.hosts.filter((host) => host.available)
    for (const { name } of hosts) {
      await lab.reset(name)
      await installRootless(lab, name)
    }
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  test('reloads it to the mirror, as the user, and leaves the dockerd of the system alone', async () => {
    const before = await Promise.all(hosts.map(({ name }) => lab.checksum(name, ['/etc/docker'])))

    const ran = await longshore(['--limit', limit()], MIRROR)
    const again = await longshore(['--limit', limit()], MIRROR)

    expect(ran.exitCode === 0 ? '' : ran.stdout).toBe('')
    for (const { name, address } of hosts) {
      expect(ran.recap(name)).toMatchObject({ changed: 1, failed: 0 })
      expect(again.recap(name)).toMatchObject({ changed: 0, failed: 0 })
      expect(await said(name, 'stat', '-c', '%U %a', CONFIG)).toBe('ops 644')
      const mark = await lab.mirrorLog().mark()
      expect(await said(name, ...asOps('docker', 'pull', '-q', 'library/bb:1'))).toBe('docker.io/library/bb:1')
      const asked = (await lab.mirrorLog().since(mark)).filter(({ from }) => from === address)
      expect(asked.map(({ uri }) => uri)).toContain('/v2/library/bb/manifests/1')
    }
    expect(await Promise.all(hosts.map(({ name }) => lab.checksum(name, ['/etc/docker'])))).toEqual(before)
  })

  test('puts the file back where a reload does not reach the daemon', async () => {
    const before = await Promise.all(hosts.map(({ name }) => lab.checksum(name, [CONFIG])))
    for (const { name } of hosts) await lab.inHost(name, LOST_RELOADS)

    const ran = await longshore(['--limit', limit()], OTHER_MIRROR)

    expect(ran.exitCode).toBe(2)
    expect(ran.stdout).toMatch(/no reload event within 3 seconds[^]*rolled back: as before, verified/)
    expect(await Promise.all(hosts.map(({ name }) => lab.checksum(name, [CONFIG])))).toEqual(before)
    for (const { name } of hosts) {
      expect(await mirrorsOf(name)).toBe('["http://10.77.0.1:5000/"]')
      await lab.inHost(name, `rm -r ${DROP_IN}; ${asOps('systemctl', '--user', 'daemon-reload').join(' ')}`)
    }
  })

  test('takes out its own entries again, and leaves the rest of the file', async () => {
    const ran = await longshore(['--limit', limit()], play('state: absent'))

    expect(ran.exitCode === 0 ? '' : ran.stdout).toBe('')
    for (const { name } of hosts) {
      expect(await mirrorsOf(name)).toMatch(/^(null|\[\])$/)
      const file = JSON.parse(await said(name, 'cat', CONFIG)) as object
      expect(file).toEqual({ ...(JSON.parse(ROOTLESS_CONFIG) as object), 'registry-mirrors': [] })
    }
  })

  const limit = () => hosts.map(({ name }) => name).join(',')
  const said = async (name: HostName, ...argv: readonly string[]) => {
    const { stdout, stderr, exitCode } = await lab.inHost(name, argv)
    return exitCode === 0 ? stdout.trim() : stderr
  }
  const mirrorsOf = (name: HostName) => said(name, ...asOps('docker', 'info', '-f', '{{json .RegistryConfig.Mirrors}}'))
})

const DROP_IN = '/home/ops/.config/systemd/user/docker.service.d'
const LOST_RELOADS = `
mkdir -p ${DROP_IN}
printf '[Service]\\nExecReload=\\nExecReload=/bin/true\\n' > ${DROP_IN}/lost.conf
${asOps('systemctl', '--user', 'daemon-reload').join(' ')}`
