import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { criPull } from './cri.ts'
import { describeOnLab } from './describe-on-lab.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore, type LongshoreRun } from './longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const AUTHENTICATED = 'playbooks/authenticated-registry.yml'
const TO_TLS = 'playbooks/insecure-to-tls-clients.yml'

jest.setTimeout(300_000)

describeOnLab('trust, credentials and proofs on real Docker and containerd', () => {
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

  const image = () => `${lab.private.host}/library/bb:1`
  const limit = () => ['--limit', hosts.map(({ name }) => name).join(',')]
  const vars = (more: object = {}) => [
    '-e',
    JSON.stringify({
      private_registry: lab.private.host,
      private_registry_ca: lab.private.ca,
      private_registry_user: lab.private.user,
      private_registry_password: lab.private.password,
      private_registry_image: image(),
      ...more,
    }),
  ]
  const oneTask = (module: string, args: object): Promise<LongshoreRun> =>
    longshore(
      [...limit(), '--output', 'json'],
      JSON.stringify([
        {
          hosts: 'runtimes',
          become: true,
          gather_facts: false,
          tasks: [{ name: 'it', [module]: args, register: 'told', ignore_errors: true }, { debug: { var: 'told' } }],
        },
      ]),
    )

  test('a credential that the registry does not take changes no host', async () => {
    const ran = await longshore(['run', AUTHENTICATED, ...limit(), ...vars({ private_registry_password: 'wrong-one' })])

    expect(ran.exitCode).not.toBe(0)
    expect(ran.stdout + ran.stderr).toContain('does not take this credential')
    expect(ran.stdout + ran.stderr).not.toContain('wrong-one')
    for (const { name } of hosts) {
      expect((await lab.inHost(name, 'ls /root/.docker/config.json 2>/dev/null || true')).stdout).toBe('')
    }
  })

  test('authenticated-registry.yml lets Docker and containerd of every generation pull, and a second run changes none', async () => {
    const mark = await lab.privateLog().mark()

    const first = await longshore(['run', AUTHENTICATED, ...limit(), ...vars()])
    const second = await longshore(['run', AUTHENTICATED, ...limit(), ...vars()])

    expect([first.stderr, first.exitCode, second.exitCode]).toEqual(['', 0, 0])
    expect(first.stdout + second.stdout).not.toContain(lab.private.password)
    const log = await lab.privateLog().since(mark)
    for (const { name, address } of hosts) {
      expect(first.recap(name)).toMatchObject({ failed: 0 })
      expect(second.recap(name)).toMatchObject({ changed: 0, failed: 0 })
      const served = log.filter((entry) => entry.from === address && entry.status === 200 && entry.uri.includes('/bb/'))
      expect(served.some(({ userAgent }) => userAgent.startsWith('docker/'))).toBe(true)
      expect(served.some(({ userAgent }) => userAgent.startsWith('containerd/'))).toBe(true)
      const modes = await lab.inHost(name, [
        'stat',
        '-c',
        '%a',
        '/root/.docker',
        '/root/.docker/config.json',
        `/etc/containerd/certs.d/${lab.private.host}/hosts.toml`,
      ])
      expect(modes.stdout).toBe('700\n600\n600\n')
    }
  })

  test('insecure-to-tls-clients.yml ends with a registry that Docker verifies, and pulls from', async () => {
    const config = JSON.stringify({ 'insecure-registries': [lab.private.host, '10.1.0.0/16'] })
    for (const { name } of hosts) {
      await lab.inHost(name, `printf '%s' '${config}' >/etc/docker/daemon.json; systemctl reload docker; sleep 1`)
      await lab.inHost(name, `rm -rf /etc/docker/certs.d; docker image rm ${image()}`)
    }

    const ran = await longshore([
      'run',
      TO_TLS,
      ...limit(),
      '-e',
      JSON.stringify({
        tls_registry: lab.private.host,
        tls_registry_ca: lab.private.ca,
        tls_insecure_registries: ['10.1.0.0/16'],
      }),
    ])

    expect([ran.stderr, ran.exitCode]).toEqual(['', 0])
    for (const { name } of hosts) {
      const info = await lab.inHost(name, ['docker', 'info', '--format', '{{json .RegistryConfig}}'])
      expect(info.stdout).not.toContain(lab.private.host)
      expect(await lab.inHost(name, ['docker', 'pull', image()])).toMatchObject({ exitCode: 0 })
    }
  })

  test('registry_probe names the certificate where the authority is missing, and is content where it is there', async () => {
    const [host] = hosts
    if (host === undefined) return
    await lab.inHost(host.name, 'mv /etc/docker/certs.d /root/certs.d')
    const args = { url: `https://${lab.private.host}`, username: lab.private.user, password: lab.private.password }

    const without = await oneTask('registry_probe', args)
    await lab.inHost(host.name, 'mv /root/certs.d /etc/docker/certs.d')
    const restored = await oneTask('registry_probe', { ...args, image: image() })

    expect(without.stdout).toContain('tls failed')
    expect(restored.stdout).not.toContain('failed:')
    expect(without.stdout + restored.stdout).not.toContain(lab.private.password)
  })

  test('the system store is trusted once the daemons have been restarted, and no longer when it is taken out', async () => {
    const pull = async () => {
      for (const { name } of hosts) await lab.inHost(name, `docker image rm ${image()} 2>/dev/null || true`)
      return Promise.all(hosts.map(({ name }) => lab.inHost(name, ['docker', 'pull', image()])))
    }
    for (const { name } of hosts) await lab.inHost(name, 'rm -rf /etc/docker/certs.d')
    const system = { registry: lab.private.host, store: 'system' }

    const installed = await oneTask('registry_ca', { ...system, ca: lab.private.ca, probe: true })
    const trusted = await pull()
    const removed = await oneTask('registry_ca', { ...system, state: 'absent' })
    const distrusted = await pull()

    for (const { name } of hosts) {
      expect(installed.stdout).toContain(`"${name}"`)
      expect(removed.stdout).toContain(`"${name}"`)
    }
    expect(trusted.map(({ exitCode }) => exitCode)).toEqual(hosts.map(() => 0))
    for (const { exitCode, stderr } of distrusted) {
      expect(exitCode).not.toBe(0)
      expect(stderr).toMatch(/certificate signed by unknown authority|x509/)
    }
  })

  test('a credential in config.toml is what CRI of every generation pulls with, and nothing of it is left afterwards', async () => {
    const { host, ca, user, password } = lab.private
    const system = { registry: host, store: 'system' }
    const auth = { registry: host, username: user, password, consumer: 'containerd' }
    const pull = () => Promise.all(hosts.map(({ name }) => criPull(name, image())))
    await oneTask('registry_auth', { ...auth, state: 'absent' })
    await oneTask('registry_ca', { ...system, ca, probe: true })

    const without = await pull()
    const set = await oneTask('registry_auth', { ...auth, place: 'config' })
    const pulled = await pull()
    const removed = await oneTask('registry_auth', { ...auth, state: 'absent' })
    await oneTask('registry_ca', { ...system, state: 'absent' })

    expect([set.exitCode, removed.exitCode]).toEqual([0, 0])
    expect(set.stdout).not.toContain(password)
    for (const { message } of without) expect(message).toMatch(/authorization failed|401|basic-auth/)
    expect(pulled.map(({ status, message }) => [status, message])).toEqual(hosts.map(() => [0, '']))
    const after = await Promise.all(hosts.map(({ name }) => lab.inHost(name, 'cat /etc/containerd/config.toml')))
    for (const { stdout } of after) expect(stdout).not.toContain('auth')
  })
})

describeOnLab('image_pull with via_mirror on real Docker and containerd', () => {
  let lab: Lab
  let hosts: readonly LabHost[]

  beforeAll(async () => {
    lab = await openLab()
    hosts = lab.hosts.filter((host) => host.available)
    for (const host of hosts) await lab.reset(host.name)
    const ran = await longshore(['run', 'playbooks/registry-mirrors.yml', '--limit', names()])
    if (ran.exitCode !== 0) throw new Error(ran.stdout)
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  const names = () => hosts.map(({ name }) => name).join(',')
  /** Fails on a host where something else proved it, or somebody else gave the image. */
  const pullAll = (args: object, evidence: string, mirror: string | null) =>
    longshore(
      ['--limit', names()],
      JSON.stringify([
        {
          hosts: 'runtimes',
          become: true,
          gather_facts: false,
          tasks: [
            { image_pull: { via_mirror: true, ...args }, register: 'told' },
            {
              assert: {
                that: [
                  `told.evidence == "${evidence}"`,
                  mirror === null ? 'told.served_by is none' : `told.served_by == "${mirror}"`,
                ],
              },
            },
          ],
        },
      ]),
    )
  const expectAllProven = (ran: LongshoreRun) => {
    expect(ran.exitCode).toBe(0)
    for (const { name } of hosts) expect(ran.recap(name)).toMatchObject({ ok: 2, failed: 0 })
  }

  test('containerd: the requests of ctr name the mirror, and its log agrees', async () => {
    const mark = await lab.mirrorLog().mark()

    const ran = await pullAll({ name: 'bb:1', runtime: 'containerd' }, 'requests-logged', lab.mirror)

    expectAllProven(ran)
    const log = await lab.mirrorLog().since(mark)
    for (const { address } of hosts) {
      expect(
        log.some(({ from, status, uri }) => from === address && status === 200 && uri.includes('ns=docker.io')),
      ).toBe(true)
    }
  })

  test('Docker: Docker Hub, asked from the host, does not have the image', async () => {
    expectAllProven(await pullAll({ name: 'bb:1', runtime: 'docker' }, 'upstream-without-it', null))
  })

  test('Docker in debug: its own log names the mirror', async () => {
    const debug = await longshore(
      ['--limit', names()],
      JSON.stringify([
        {
          hosts: 'runtimes',
          become: true,
          gather_facts: false,
          tasks: [{ docker_registry: { extra: { debug: true } } }],
        },
      ]),
    )

    const ran = await pullAll({ name: 'bb:1', runtime: 'docker' }, 'requests-logged', lab.mirror)

    expect(debug.exitCode).toBe(0)
    expectAllProven(ran)
  })
})
