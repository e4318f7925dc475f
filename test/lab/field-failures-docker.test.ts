import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals'
import { lintBytes } from '../../src/app/lint/lint-bytes.ts'
import { parseDockerdFlags } from '../../src/registry/docker/dockerd-flags.ts'
import { describeOnLab } from './describe-on-lab.ts'
import { GENERATIONS, type HostName } from './generations.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore } from './longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const FILE = '/etc/docker/daemon.json'
const MIRROR = 'http://10.77.0.1:5000'
const FLAGS = parseDockerdFlags(['-H', 'fd://', '--containerd=/run/containerd/containerd.sock'])

jest.setTimeout(300_000)

/** What docs/field-failures.md reports of Docker, made to happen on real daemons, and what Longshore says of it. */
describeOnLab('what took Docker down elsewhere', () => {
  let lab: Lab
  let hosts: readonly LabHost[]

  beforeAll(async () => {
    lab = await openLab()
    hosts = lab.hosts.filter((host) => host.available)
    await onEach(hosts, ({ name }) => lab.reset(name))
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  afterEach(async () => {
    await onEach(hosts, ({ name }) => run(name, CLEAN))
  })

  test.each([
    ['hosts in the file and in the unit: docker.service does not start', '{"hosts": ["fd://"]}', 'flag-conflict'],
    ['a mirror without a scheme: docker.service does not start', '{"registry-mirrors": ["10.77.0.1:5000"]}', 'mirror'],
    ['two objects one after the other: docker.service does not start, from 23.0', '{}\n{}\n', 'trailing-content'],
  ])('%s', async (_what, text, code) => {
    const affected = hosts.filter(({ name }) => code !== 'trailing-content' || name !== 'g1')
    await onEach(affected, async ({ name }) => {
      await write(name, FILE, text)
      const started = await lab.inHost(name, 'systemctl restart docker.service')
      expect(started.exitCode).not.toBe(0)
      expect(findings(name, text)).toContain(`fatal ${code}`)
    })

    const ran = await longshore(limited(affected), play(`docker_registry: {mirrors: ["${MIRROR}"]}`))

    expect(ran.exitCode).toBe(2)
    for (const { name } of affected) expect(await run(name, `cat ${FILE}`)).toBe(text)
  })

  test('a mirror that was taken out of the file is used on after a reload, and cleared by its empty value', async () => {
    await onEach(hosts, async ({ name }) => {
      await reloadWith(name, `{"registry-mirrors": ["${MIRROR}"]}`, MIRROR)
      await write(name, FILE, '{}')
      await run(name, 'systemctl reload docker.service; sleep 1')
      expect(await mirrorsOf(name)).toContain(MIRROR)
    })

    const ran = await longshore(limited(hosts), play('docker_registry: {mirrors: []}'))

    expect(ran.exitCode).toBe(0)
    for (const { name } of hosts) expect(await mirrorsOf(name)).toMatch(/^(null|\[\])$/)
  })

  test('a file that was written and never read by the daemon is seen as a change, and taken in', async () => {
    for (const { name } of hosts) await write(name, FILE, `{"registry-mirrors": ["${MIRROR}"]}`)

    const ran = await longshore(limited(hosts), play(`docker_registry: {mirrors: ["${MIRROR}"]}`))

    for (const { name } of hosts) {
      expect(ran.recap(name)).toMatchObject({ changed: 1, failed: 0 })
      expect(await mirrorsOf(name)).toContain(MIRROR)
    }
  })

  test('a mirror gets the login to Docker Hub, and never its own: the plan warns of both', async () => {
    const mirror = `https://${lab.private.host}`
    const auth = Buffer.from(`${lab.private.user}:${lab.private.password}`).toString('base64')
    const loggedInTo = (registry: string) => JSON.stringify({ auths: { [registry]: { auth } } })
    const pulled: string[] = []
    await onEach(hosts, async ({ name }) => {
      await write(name, `/etc/docker/certs.d/${lab.private.host}/ca.crt`, readFileSync(lab.private.ca, 'utf8'))
      await reloadWith(name, JSON.stringify({ 'registry-mirrors': [mirror] }), mirror)
      await write(name, '/root/.docker/config.json', loggedInTo(lab.private.host))
      const own = await lab.inHost(name, ['docker', 'pull', 'library/bb:1'])
      await write(name, '/root/.docker/config.json', loggedInTo('https://index.docker.io/v1/'))
      const hub = await lab.inHost(name, ['docker', 'pull', 'library/bb:1'])
      pulled.push(`own ${own.exitCode === 0} hub ${hub.exitCode === 0}`)
    })

    const asked = await longshore(
      limited(hosts),
      play(`docker_registry: {mirrors: ["${mirror}"], probe_mirrors: true}`),
    )
    const open = await longshore(['--check', ...limited(hosts)], play(`docker_registry: {mirrors: ["${MIRROR}"]}`))

    expect(pulled).toEqual(hosts.map(() => 'own false hub true'))
    expect(asked.stdout).toMatch(/wants a credential \(401\), and dockerd never sends one of the mirror's own/)
    expect(open.stdout).toMatch(/dockerd sends a login to Docker Hub \(\/root\/\.docker\/config\.json\).*has no TLS/)
  })

  test('a restart of containerd stops containers where docker.service requires it: refused, each by name', async () => {
    const host = hosts.filter(({ name }) => name === 'g1')
    await reloadWith('g1', `{"registry-mirrors": ["${MIRROR}"]}`, MIRROR)
    await run('g1', REQUIRES)

    const refused = await longshore(limited(host), play(`containerd_registry: {mirrors: {docker.io: ["${MIRROR}"]}}`))
    const before = await run('g1', 'docker ps -q | wc -l')
    await run('g1', 'systemctl restart containerd.service; sleep 2; systemctl start docker.service')

    expect(refused.exitCode).toBe(2)
    expect(refused.stdout).toContain('lone')
    expect([before.trim(), (await run('g1', 'docker ps -q | wc -l')).trim()]).toEqual(['1', '0'])
  })

  const limited = (of: readonly LabHost[]) => ['--limit', of.map(({ name }) => name).join(',')]
  const play = (task: string) => `- hosts: runtimes\n  become: true\n  gather_facts: false\n  tasks:\n    - ${task}\n`
  const mirrorsOf = async (name: HostName) =>
    (await run(name, "docker info -f '{{json .RegistryConfig.Mirrors}}'")).trim()

  async function run(name: HostName, script: string): Promise<string> {
    const { exitCode, stdout, stderr } = await lab.inHost(name, script)
    if (exitCode !== 0) throw new Error(`${name}: ${stderr}`)
    return stdout
  }

  async function write(name: HostName, path: string, text: string): Promise<void> {
    const script = `mkdir -p "$(dirname '${path}')"; cat > '${path}'`
    expect((await lab.inHost(name, script, { input: text })).exitCode).toBe(0)
  }

  async function reloadWith(name: HostName, text: string, mirror: string): Promise<void> {
    await write(name, FILE, text)
    await run(
      name,
      `systemctl reload docker.service
for _ in $(seq 100); do docker info -f '{{json .RegistryConfig.Mirrors}}' | grep -q '${mirror}' && exit 0; sleep 0.1; done
exit 1`,
    )
  }

  function findings(name: HostName, text: string): string[] {
    const docker = { g1: '20.10.24', g2: '26.1.5', g3: '28.5.2' }[name]
    expect(docker.startsWith(GENERATIONS[name].docker)).toBe(true)
    const found = lintBytes('daemon.json', FILE, Buffer.from(text), { runtimes: { docker }, flags: FLAGS })
    return found.map(({ severity, code }) => `${severity} ${code}`)
  }
})

const onEach = (hosts: readonly LabHost[], work: (host: LabHost) => Promise<unknown>) => Promise.all(hosts.map(work))

const CLEAN = `
rm -rf ${FILE} /etc/docker/certs.d /root/.docker /etc/systemd/system/docker.service.d
systemctl daemon-reload
systemctl reset-failed docker.service docker.socket || :
systemctl restart docker.service
docker ps -aq | xargs -r docker rm -f >/dev/null
docker images -q | xargs -r docker rmi -f >/dev/null`

const REQUIRES = `
mkdir -p /etc/systemd/system/docker.service.d
printf '[Unit]\\nRequires=containerd.service\\n' > /etc/systemd/system/docker.service.d/requires.conf
systemctl daemon-reload
docker run -d --name lone library/bb:1 sleep 100000 >/dev/null`
