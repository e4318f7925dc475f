import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { describeOnLab } from './describe-on-lab.ts'
import type { HostName } from './generations.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore } from './longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const CONFIG = ['/etc/docker', '/etc/containerd']
const OLD = '{\n\t"registry-mirrors": ["http://10.77.0.1:5000"],\n\t"debug": false\n}\n'

jest.setTimeout(300_000)

describeOnLab('a change that fails on real daemons', () => {
  let lab: Lab
  let hosts: readonly LabHost[]

  beforeAll(async () => {
    lab = await openLab()
    hosts = lab.hosts.filter((host) => host.available)
    for (const host of hosts) {
      await lab.reset(host.name)
      await lab.inHost(
        host.name,
        `cat > /etc/docker/daemon.json && chmod 640 /etc/docker/daemon.json && systemctl reload docker`,
        { input: OLD },
      )
      await until(async () => (await stateOf(host.name)).includes('10.77.0.1'))
    }
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  test('a mirror that dockerd would refuse is refused before anything is touched', async () => {
    await expectUntouched(
      `
- hosts: runtimes
  become: true
  gather_facts: false
  tasks:
    - docker_registry: {mirrors: ["http://10.77.0.1:5000/?a=b"]}
`,
      1,
    )
  })

  test('a mirror that does not answer the host is refused before anything is touched', async () => {
    await expectUntouched(
      `
- hosts: runtimes
  become: true
  gather_facts: false
  tasks:
    - docker_registry: {mirrors: ["http://10.77.0.1:5999"], probe_mirrors: true}
`,
      2,
    )
  })

  test('a reload that dockerd does not take is undone, by reload, to the same bytes and the same daemon', async () => {
    await onEachHost(async ({ name }) => {
      await stopSignals(name)
    })
    const before = await states()

    const ran = await longshore(
      limited(),
      `
- hosts: runtimes
  become: true
  gather_facts: false
  serial: 1
  max_fail_percentage: 0
  tasks:
    - docker_registry: {mirrors: ["http://10.77.0.1:5001"], verify_timeout: 3}
`,
    )

    expect(ran.stdout).toContain('rolled back')
    expect(ran.exitCode).toBe(2)
    await onEachHost(async ({ name }) => {
      await letSignalsPass(name)
    })
    expect(await states()).toEqual(before)
  })

  test('a unit that does not start with the new file is back with the old one, past the start limit', async () => {
    const before = await states()

    const ran = await longshore(
      limited(),
      `
- hosts: runtimes
  become: true
  gather_facts: false
  tasks:
    - docker_registry: {extra: {storage-driver: nonsense}, apply: restart, verify_timeout: 20}
`,
    )

    expect(ran.stdout).toContain('rolled back')
    expect(ran.exitCode).toBe(2)
    expect(await states()).toEqual(before)
    await onEachHost(async ({ name }) => {
      expect((await lab.inHost(name, ['systemctl', 'is-active', 'docker'])).stdout).toBe('active\n')
    })
  })

  test('a containerd configuration that kills CRI is undone, and CRI is well again', async () => {
    await onEachHost(async ({ name }) => {
      await killCriOnceConfigPathIsSet(name)
    })
    const before = await states()

    const ran = await longshore(
      limited(),
      `
- hosts: runtimes
  become: true
  gather_facts: false
  tasks:
    - containerd_registry:
        apply: restart
        verify_timeout: 15
        mirrors: {docker.io: ["http://10.77.0.1:5000"]}
`,
    )

    expect(ran.stdout).toContain('rolled back')
    expect(ran.exitCode).toBe(2)
    expect(await states()).toEqual(before)
    await onEachHost(async ({ name }) => {
      expect((await lab.inHost(name, 'ctr plugins ls | grep -w cri')).stdout).toMatch(/\bok\b/)
    })
  })

  test('leaves the hosts beyond the batch that failed untouched', async () => {
    const [first, ...others] = hosts
    if (first === undefined) throw new Error('no host')
    const before = await states()

    const ran = await longshore(
      limited(),
      `
- hosts: runtimes
  become: true
  gather_facts: false
  serial: 1
  max_fail_percentage: 0
  tasks:
    - docker_registry: {extra: {storage-driver: nonsense}, apply: restart, verify_timeout: 20}
`,
    )

    expect(ran.exitCode).toBe(2)
    expect(ran.recap(first.name)).toMatchObject({ failed: 1 })
    for (const { name } of others) expect(ran.recap(name)).toMatchObject({ ok: 0, changed: 0, failed: 0 })
    expect(await states()).toEqual(before)
  })

  async function expectUntouched(playbook: string, exitCode: number): Promise<void> {
    const before = await states()

    const ran = await longshore(limited(), playbook)

    expect(ran.exitCode).toBe(exitCode)
    expect(await states()).toEqual(before)
  }

  function limited(): readonly string[] {
    return ['--limit', hosts.map((host) => host.name).join(',')]
  }

  /** Files with mode and owner, and what the running daemons say. */
  function states(): Promise<readonly string[]> {
    return Promise.all(hosts.map(async ({ name }) => `${await lab.checksum(name, CONFIG)}${await stateOf(name)}`))
  }

  async function stateOf(name: HostName): Promise<string> {
    const info = '{{json .RegistryConfig.Mirrors}} {{.LiveRestoreEnabled}} {{.Driver}}'
    return (await lab.inHost(name, ['docker', 'info', '--format', info])).stdout
  }

  async function onEachHost(what: (host: LabHost) => Promise<void>): Promise<void> {
    await Promise.all(hosts.map(what))
  }

  /** `systemctl reload docker` exits 0 and does nothing: a reload that is lost. */
  async function stopSignals(name: HostName): Promise<void> {
    await lab.inHost(
      name,
      `mkdir -p /run/systemd/system/docker.service.d
printf '[Service]\\nExecReload=\\nExecReload=/bin/true\\n' > /run/systemd/system/docker.service.d/lost.conf
systemctl daemon-reload`,
    )
  }

  async function letSignalsPass(name: HostName): Promise<void> {
    await lab.inHost(name, 'rm -r /run/systemd/system/docker.service.d; systemctl daemon-reload')
  }

  /** Starts containerd from a copy whose CRI section contradicts itself as soon as config.toml has a config_path. */
  async function killCriOnceConfigPathIsSet(name: HostName): Promise<void> {
    await lab.inHost(
      name,
      `cat > /usr/local/bin/containerd-fragile && chmod 755 /usr/local/bin/containerd-fragile
mkdir -p /run/systemd/system/containerd.service.d
printf '[Service]\\nExecStart=\\nExecStart=/usr/local/bin/containerd-fragile\\n' > /run/systemd/system/containerd.service.d/fragile.conf
systemctl daemon-reload`,
      { input: FRAGILE },
    )
  }

  async function until(condition: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 20_000
    while (!(await condition())) if (Date.now() > deadline) throw new Error('it did not happen within 20 s')
  }
})

const FRAGILE = `#!/bin/sh
if grep -q config_path /etc/containerd/config.toml; then
  section=$(sed -n 's/^ *\\[\\(plugins.*\\)registry\\]$/\\1/p' /etc/containerd/config.toml | head -n 1)
  { cat /etc/containerd/config.toml; printf '\\n[%sregistry.mirrors."docker.io"]\\n  endpoint = ["http://10.77.0.1:5000"]\\n' "$section"; } > /run/fragile.toml
  exec /usr/bin/containerd --config /run/fragile.toml
fi
exec /usr/bin/containerd
`
