import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals'
import { lintBytes } from '../../src/app/lint/lint-bytes.ts'
import { lintConfig } from '../../src/app/lint/lint-config.ts'
import type { RegistryKind } from '../../src/app/lint/lint-kind.ts'
import { criPull } from './cri.ts'
import { describeOnLab } from './describe-on-lab.ts'
import { GENERATIONS, type HostName } from './generations.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore } from './longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const CERTS = '/etc/containerd/certs.d'
const HUB = `${CERTS}/docker.io`
const IMAGE = 'docker.io/library/bb:1'
const HOST = '[host."http://10.77.0.1:5000"]\n  capabilities = ["pull", "resolve"]\n'
const V2 = '[plugins."io.containerd.grpc.v1.cri"'
const V3 = "[plugins.'io.containerd.cri.v1.images'"
const VERSIONS = { g1: '1.6.20', g2: '1.7.24', g3: '2.1.9' } as const

jest.setTimeout(300_000)

/** What docs/field-failures.md reports of containerd, made to happen on real ones, and what Longshore says of it. */
describeOnLab('what took containerd off its mirrors elsewhere', () => {
  let lab: Lab
  let hosts: readonly LabHost[]

  beforeAll(async () => {
    lab = await openLab()
    hosts = lab.hosts.filter((host) => host.available)
    await onEach(hosts, async ({ name }) => {
      await lab.reset(name)
      await run(name, 'cp -p /etc/containerd/config.toml /root/config.toml 2>/dev/null || :')
    })
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  afterEach(async () => {
    await onEach(hosts, ({ name }) => run(name, CLEAN))
  })

  test.each<[string, string, string, string, readonly HostName[]]>([
    [
      'a hosts.toml with a server alone',
      `${HUB}/hosts.toml`,
      'server = "http://10.77.0.1:5000"\n',
      'server-only',
      ['g1', 'g2'],
    ],
    ['a file named host.toml', `${HUB}/host.toml`, HOST, 'file-name', ['g1', 'g2', 'g3']],
    [
      "a folder of the upstream's name",
      `${CERTS}/registry-1.docker.io/hosts.toml`,
      HOST,
      'directory-name',
      ['g1', 'g2', 'g3'],
    ],
  ])('%s: the mirror is never asked', async (_what, path, text, code, names) => {
    await onEach(
      hosts.filter((host) => names.includes(host.name)),
      async ({ name, address }) => {
        await write(name, path, text)

        expect(await askedMirror(address, () => ctrPull(name))).toEqual([])
        expect(found(name, 'hosts.toml', path, text)).toContain(`ignored ${code}`)
      },
    )
  })

  test('docker.io as server: what the mirror lacks is asked of a web site', async () => {
    const text = `server = "https://docker.io"\n${HOST}`
    await onEach(hosts, async ({ name }) => {
      await write(name, `${HUB}/hosts.toml`, text)
      const { stderr } = await lab.inHost(name, [...CTR, 'docker.io/library/not-there:1'])

      expect(stderr).toContain('docker.io')
      expect(stderr).not.toContain('registry-1.docker.io')
      expect(found(name, 'hosts.toml', `${HUB}/hosts.toml`, text)).toContain('fatal server')
    })
  })

  test('mirrors and config_path together: CRI is gone while containerd is active', async () => {
    await onEach(hosts, async ({ name }) => {
      const text = `version = 2\n${V2}.registry]\nconfig_path = "${CERTS}"\n${V2}.registry.mirrors."docker.io"]\nendpoint = ["https://m"]\n`
      await restartWith(name, text)

      expect((await run(name, 'systemctl is-active containerd.service')).trim()).toBe('active')
      expect((await criPull(name, IMAGE)).message).toMatch(/unknown(%20| )service/)
      expect(found(name, 'config.toml', CONFIG, text)).toContain('fatal mirrors-and-config-path')
    })
  })

  test('two folders in config_path: 2.1 reads no hosts.toml when kubelet pulls; containerd_registry names one', async () => {
    const g3 = hosts.filter(({ name }) => name === 'g3')
    await onEach(g3, async ({ name, address }) => {
      const text = `version = 3\n${V3}.registry]\nconfig_path = "${CERTS}:/etc/docker/certs.d"\n`
      await write(name, `${HUB}/hosts.toml`, HOST)
      await restartWith(name, text)

      expect(await askedMirror(address, () => criPull(name, IMAGE))).toEqual([])
      expect(found(name, 'config.toml', CONFIG, text)).toContain('ignored several-config-paths')

      const mirrors = '{docker.io: ["http://10.77.0.1:5000"]}'
      const ran = await longshore(['--limit', 'g3'], play(`containerd_registry: {mirrors: ${mirrors}}`))
      expect(ran.exitCode).toBe(0)
      expect((await askedMirror(address, () => criPull(name, IMAGE))).length).toBeGreaterThan(0)
    })
  })

  test('a scheme in the key of configs: its settings are never used', async () => {
    const registry = lab.private.host
    const configs = (key: string) =>
      `version = 2\n${V2}.registry.configs."${key}".tls]\ninsecure_skip_verify = true\n${V2}.registry.configs."${key}".auth]\nusername = "${lab.private.user}"\npassword = "${lab.private.password}"\n`
    await onEach(
      hosts.filter((host) => host.name !== 'g3'),
      async ({ name }) => {
        await restartWith(name, configs(`https://${registry}`))
        const withScheme = await criPull(name, `${registry}/library/bb:1`)
        await restartWith(name, configs(registry))
        const without = await criPull(name, `${registry}/library/bb:1`)

        expect([withScheme.status === 0, without.status]).toEqual([false, 0])
        expect(found(name, 'config.toml', CONFIG, configs(`https://${registry}`))).toContain('ignored host-key')
      },
    )
  })

  test('an import replaces the section of the main file, before 2.0', async () => {
    const files = {
      'config.toml': `imports = ["/etc/containerd/conf.d/*.toml"]\nversion = 2\n${V2}]\nsandbox_image = "ours:1"\n`,
      'conf.d/99-gpu.toml': `version = 2\n${V2}.containerd]\ndefault_runtime_name = "nvidia"\n`,
    }
    await onEach(hosts, async ({ name }) => {
      for (const [path, text] of Object.entries(files)) await write(name, `/etc/containerd/${path}`, text)
      const dump = await run(name, 'containerd config dump')

      expect(dump.includes('ours:1')).toBe(name === 'g3')
      const told = (await lintedTree(files, VERSIONS[name])).includes('ignored import-replaces-section')
      expect(told).toBe(name !== 'g3')
    })
  })

  const play = (task: string) => `- hosts: runtimes\n  become: true\n  gather_facts: false\n  tasks:\n    - ${task}\n`
  const ctrPull = (name: HostName) => lab.inHost(name, [...CTR, IMAGE])

  async function run(name: HostName, script: string): Promise<string> {
    const { exitCode, stdout, stderr } = await lab.inHost(name, script)
    if (exitCode !== 0) throw new Error(`${name}: ${stderr}`)
    return stdout
  }

  async function write(name: HostName, path: string, text: string): Promise<void> {
    const script = `mkdir -p "$(dirname '${path}')"; cat > '${path}'`
    expect((await lab.inHost(name, script, { input: text })).exitCode).toBe(0)
  }

  /** Waits until containerd answers again; its CRI plugin may be dead. */
  async function restartWith(name: HostName, text: string): Promise<void> {
    await write(name, CONFIG, text)
    await run(
      name,
      'systemctl reset-failed containerd.service; systemctl restart containerd.service; ctr plugins ls >/dev/null',
    )
  }

  /** What the mirror was asked for by this host meanwhile. */
  async function askedMirror(address: string, pull: () => Promise<unknown>): Promise<string[]> {
    const mark = await lab.mirrorLog().mark()
    await pull()
    const asked = (await lab.mirrorLog().since(mark)).filter(({ from }) => from === address)
    return asked.map(({ uri }) => uri)
  }

  function found(name: HostName, kind: RegistryKind, path: string, text: string): string[] {
    expect(VERSIONS[name].startsWith(GENERATIONS[name].containerd)).toBe(true)
    const runtimes = { containerd: VERSIONS[name] }
    return lintBytes(kind, path, Buffer.from(text), { runtimes, flags: undefined }).map(
      ({ severity, code }) => `${severity} ${code}`,
    )
  }
})

const onEach = (hosts: readonly LabHost[], work: (host: LabHost) => Promise<unknown>) => Promise.all(hosts.map(work))

const CONFIG = '/etc/containerd/config.toml'
const CTR = ['ctr', 'images', 'pull', '--hosts-dir', CERTS]

const CLEAN = `
rm -rf ${CERTS} /etc/containerd/conf.d ${CONFIG}
[ ! -e /root/config.toml ] || cp -p /root/config.toml ${CONFIG}
systemctl reset-failed containerd.service
systemctl restart containerd.service
for ns in default k8s.io; do ctr -n $ns images ls -q | xargs -r ctr -n $ns images rm --sync >/dev/null; done`

/** `longshore lint` of a folder with these files in the place of /etc/containerd. */
async function lintedTree(files: Readonly<Record<string, string>>, containerd: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-lint-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const { findings } = await lintConfig(join(folder, 'config.toml'), { runtimes: { containerd }, flags: undefined })
    return findings.map(({ severity, code }) => `${severity} ${code}`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
