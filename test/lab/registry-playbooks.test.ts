import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { describeOnLab } from './describe-on-lab.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore } from './longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const HTTP = 'playbooks/http-registry.yml'
const MULTI = 'playbooks/multi-registry.yml'
const REGISTRY = '10.77.0.1:5000'

jest.setTimeout(300_000)

describeOnLab('the registry playbooks on real Docker and containerd', () => {
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

  const limit = () => ['--limit', hosts.map(({ name }) => name).join(',')]
  const run = (playbook: string, vars: object) => longshore(['run', playbook, ...limit(), '-e', JSON.stringify(vars)])

  test('http-registry.yml lets both daemons of every generation pull without TLS, and a second run changes none', async () => {
    const vars = { http_registry: REGISTRY, http_registry_image: 'library/bb:1' }
    const mark = await lab.mirrorLog().mark()

    const first = await run(HTTP, vars)
    const second = await run(HTTP, vars)

    expect([first.stderr, first.exitCode, second.exitCode]).toEqual(['', 0, 0])
    const log = await lab.mirrorLog().since(mark)
    for (const { name, address } of hosts) {
      expect(second.recap(name)).toMatchObject({ changed: 0, failed: 0 })
      const agents = log
        .filter(({ from, status }) => from === address && status === 200)
        .map((entry) => entry.userAgent)
      expect(agents.some((agent) => agent.startsWith('docker/'))).toBe(true)
      expect(agents.some((agent) => agent.startsWith('containerd/'))).toBe(true)
    }
  })

  test('a registry that does not answer stops the rollout before any host is touched', async () => {
    const ran = await run(HTTP, { http_registry: '10.77.0.1:5999' })

    expect(ran.exitCode).toBe(2)
    expect(ran.stdout + ran.stderr).toContain('10.77.0.1:5999')
    for (const { name } of hosts) expect(ran.recap(name)).not.toMatchObject({ changed: 1 })
  })

  test('multi-registry.yml refuses a host whose Docker cannot mirror all of them, and changes nothing there', async () => {
    const ran = await run(MULTI, { registry_upstreams: UPSTREAMS })

    expect(ran.exitCode).toBe(2)
    expect(ran.stdout + ran.stderr).toMatch(/docker .*ghcr\.io/s)
  })

  test('multi-registry.yml gives the rest where that is wanted, and images of each registry come from the mirror', async () => {
    const mark = await lab.mirrorLog().mark()

    const ran = await longshore(['run', MULTI, ...limit(), '-e', '@playbooks/vars/mirrors.yml'])

    expect(ran.exitCode).toBe(0)
    const log = await lab.mirrorLog().since(mark)
    for (const { name, address } of hosts) {
      expect(ran.recap(name)).toMatchObject({ failed: 0 })
      const asked = log.filter(({ from }) => from === address).map(({ status, uri }) => `${status} ${uri}`)
      expect(asked).toContain('200 /v2/library/bb/manifests/1?ns=docker.io')
      expect(asked).toContain('200 /v2/library/bb/manifests/1?ns=ghcr.io')
    }
  })
})

const UPSTREAMS = { 'docker.io': [`http://${REGISTRY}`], 'ghcr.io': [`http://${REGISTRY}`] }
