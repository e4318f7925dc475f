import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { systemClock } from '../../src/adapters/clock.ts'
import { gitStore } from '../../src/adapters/git/git-store.ts'
import { describeOnLab } from './describe-on-lab.ts'
import type { HostName } from './generations.ts'
import { openLab, type Lab, type LabHost } from './lab.ts'
import { longshore } from './longshore.ts'
import { FILES_OF_OPERATOR, MESS_OF_FOLDERS } from './nightly-changes.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const CONFIG = ['/etc/docker', '/etc/containerd', '/etc/systemd/system/docker.service.d', '/root/.docker']

jest.setTimeout(300_000)

/** What an operator set up. */
const SET_UP = `${FILES_OF_OPERATOR}
printf '[Service]\\nEnvironment=LAB=1\\n' >/etc/systemd/system/docker.service.d/lab.conf
systemctl daemon-reload
systemctl restart docker containerd
`

/** What somebody did to it at night. */
const BY_HAND = `
printf '{"registry-mirrors": ["http://10.77.0.1:5001"], "insecure-registries": ["bad.example"], "max-concurrent-downloads": 7, "live-restore": true}' >/etc/docker/daemon.json
chmod 604 /etc/docker/daemon.json
${MESS_OF_FOLDERS}`

describeOnLab('backups of real hosts', () => {
  let lab: Lab
  let hosts: readonly LabHost[]
  const folder = mkdtempSync(join(tmpdir(), 'longshore-lab-store-'))
  const store = join(folder, 'store')

  beforeAll(async () => {
    lab = await openLab()
    hosts = lab.hosts.filter((host) => host.available)
    for (const { name } of hosts) {
      await lab.reset(name)
      const output = await lab.inHost(name, SET_UP)
      expect([name, output.exitCode, output.stderr]).toEqual([name, 0, expect.anything()])
    }
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const limited = () => ['-l', hosts.map(({ name }) => name).join(','), '-b', '--store', store]

  async function stateOf(name: HostName) {
    const { stdout } = await lab.inHost(
      name,
      `docker info --format '{{json .RegistryConfig}} {{json .LiveRestoreEnabled}}'; containerd config dump | grep -v '^$'; systemctl show docker -p DropInPaths`,
    )
    return { files: await lab.checksum(name, CONFIG), daemons: stdout }
  }

  test('what was changed by hand comes back: bytes, modes, owners, links and what the daemons use', async () => {
    const taken = await longshore(['backup', 'runtimes', ...limited()])
    expect([taken.exitCode, taken.stdout]).toEqual([0, expect.stringContaining('left out of the backups')])
    const before = new Map(await Promise.all(hosts.map(async ({ name }) => [name, await stateOf(name)] as const)))

    for (const { name } of hosts) expect([name, (await lab.inHost(name, BY_HAND)).exitCode]).toEqual([name, 0])
    const live = await longshore([
      'backups',
      'diff',
      hosts.map(({ name }) => name).join(','),
      '--live',
      '-b',
      '--store',
      store,
    ])
    expect(live.exitCode).toBe(1)
    for (const { name } of hosts) {
      expect(live.stdout).toContain(`${name}: changed /etc/docker/daemon.json (mode 0640 -> 0604)`)
      expect((await stateOf(name)).files).not.toBe(before.get(name)?.files)
    }

    const restored = await longshore(['backups', 'restore', 'runtimes', '--yes', ...limited()])
    expect([restored.exitCode, restored.stdout]).toEqual([0, expect.stringContaining('Backup of')])
    for (const { name } of hosts) expect([name, await stateOf(name)]).toEqual([name, before.get(name)])
  })

  test('nothing is new afterwards, and the store is sound', async () => {
    const again = await longshore(['backup', 'runtimes', ...limited()])
    expect(again.stdout).toContain('nothing is new')
    expect(execFileSync('git', ['-C', store, 'rev-list', '--count', 'main'], { encoding: 'utf8' }).trim()).toBe('1')
    const check = await gitStore({ folder: store, clock: systemClock }).verify()
    expect(check).toMatchObject({ ok: true, value: { hosts: hosts.length, problems: [] } })
  })

  test.each([
    [
      'dockerd',
      '/etc/docker/daemon.json',
      `mkdir /srv/elsewhere && printf '{"data-root": "/srv/elsewhere", "live-restore": true}' >/etc/docker/daemon.json
       systemctl restart docker`,
      `cp /root/daemon.json /etc/docker/daemon.json && systemctl restart docker`,
      'dockerd did not come back',
    ],
    [
      'containerd',
      '/etc/containerd/config.toml',
      `mkdir /srv/elsewhere && sed -i '1i root = "/srv/elsewhere"' /etc/containerd/config.toml && systemctl restart containerd`,
      `cp /root/config.toml /etc/containerd/config.toml && systemctl restart containerd`,
      'containerd',
    ],
  ])(
    'a restore with which %s does not start is undone and said: files, modes and daemons are as before',
    async (_daemon, path, then, now, said) => {
      const failing = join(folder, `failing-${path.split('/')[2] ?? ''}`)
      const args = ['-l', hosts.map(({ name }) => name).join(','), '-b', '--store', failing]
      const keep = `cp -f /etc/docker/daemon.json /etc/containerd/config.toml /root/; rm -rf /srv/elsewhere; grep -v '^root *=' /root/config.toml >/etc/containerd/config.toml`
      await onEachHost(`${keep}; ${then}`)
      expect((await longshore(['backup', 'runtimes', ...args])).exitCode).toBe(0)
      await onEachHost(`${now}; rm -r /srv/elsewhere; echo 'a disk that is gone' >/srv/elsewhere`)
      const before = new Map(await Promise.all(hosts.map(async ({ name }) => [name, await stateOf(name)] as const)))

      const restored = await longshore(['backups', 'restore', 'runtimes', '--path', path, '--yes', ...args])

      expect([restored.exitCode, restored.stdout]).toEqual([2, expect.stringContaining(said)])
      expect(restored.stdout).toContain('The host is put back as it was')
      for (const { name } of hosts) {
        expect(restored.stdout).toMatch(new RegExp(`^${name} +: .*failed=1`, 'm'))
        expect([name, await stateOf(name)]).toEqual([name, before.get(name)])
      }
      await onEachHost('rm /srv/elsewhere')
    },
  )

  test('a tree of more than one answer comes back byte for byte', async () => {
    const [{ name }] = hosts as readonly [LabHost]
    const large = join(folder, 'large')
    const args = ['-l', name, '-b', '--store', large]
    await lab.inHost(
      name,
      'mkdir -p /srv/big/many; cd /srv/big; head -c 9000000 /dev/urandom >a; head -c 9000000 /dev/urandom >b; for n in $(seq 50); do echo $n >many/$n; done',
    )
    const before = await lab.checksum(name, ['/srv/big'])
    expect((await longshore(['backup', name, '--path', '/srv/big', ...args])).exitCode).toBe(0)
    await lab.inHost(name, 'cd /srv/big; echo more >>a; rm b many/7; chmod 600 many/8; echo x >stray')

    const restored = await longshore(['backups', 'restore', name, '--path', '/srv/big', '--yes', ...args])

    expect([restored.exitCode, restored.stderr]).toEqual([0, ''])
    expect(await lab.checksum(name, ['/srv/big'])).toBe(before)
  })

  test('drop-ins of docker.service and docker.socket and registries of podman come back, and systemd and dockerd use them', async () => {
    const units = join(folder, 'units')
    const args = ['-l', hosts.map(({ name }) => name).join(','), '-b', '--store', units]
    await onEachHost(dropIns('0640', 'LAB=then', 'then.example'))
    const then = await Promise.all(hosts.map(({ name }) => unitsOf(name)))
    expect(new Set(then.map(({ stdout }) => stdout))).toEqual(new Set(['640 LAB=then']))
    expect((await longshore(['backup', 'runtimes', ...args])).exitCode).toBe(0)
    await onEachHost(
      `${dropIns('0600', 'LAB=now', 'now.example')}; printf 'x' >/etc/containers/registries.conf.d/stray.conf`,
    )
    expect((await unitsOf(hosts[0]?.name ?? 'g1')).stdout).toBe('600 LAB=now')

    const restored = await longshore(['backups', 'restore', 'runtimes', '--yes', ...args])

    expect([restored.exitCode, restored.stderr]).toEqual([0, ''])
    expect(await Promise.all(hosts.map(({ name }) => unitsOf(name)))).toEqual(then)
    await onEachHost(
      `rm -r /etc/systemd/system/docker.socket.d; systemctl daemon-reload; systemctl restart docker.socket`,
    )
  })

  const dropIns = (mode: string, variable: string, registry: string) => `
    mkdir -p /etc/systemd/system/docker.socket.d /etc/containers/registries.conf.d
    printf '[Socket]\\nSocketMode=${mode}\\n' >/etc/systemd/system/docker.socket.d/mode.conf
    printf '[Service]\\nEnvironment=${variable}\\n' >/etc/systemd/system/docker.service.d/lab.conf
    printf 'unqualified-search-registries = ["${registry}"]\\n' >/etc/containers/registries.conf.d/lab.conf
    systemctl daemon-reload && systemctl restart docker.socket && systemctl restart docker`

  /** The mode of the socket that systemd made, and what dockerd's process was started with. */
  async function unitsOf(name: HostName) {
    const { stdout } = await lab.inHost(
      name,
      `docker version >/dev/null && echo "$(stat -c %a /run/docker.sock) $(tr '\\0' '\\n' </proc/$(systemctl show -P MainPID docker)/environ | grep ^LAB=)"`,
    )
    const places = [...CONFIG, '/etc/systemd/system/docker.socket.d', '/etc/containers']
    return { stdout: stdout.trim(), files: await lab.checksum(name, places) }
  }

  async function onEachHost(program: string): Promise<void> {
    const whole = `systemctl reset-failed docker containerd; ${program}`
    const outputs = await Promise.all(hosts.map(async ({ name }) => [name, await lab.inHost(name, whole)] as const))
    for (const [name, output] of outputs)
      expect([name, output.exitCode, output.stderr]).toEqual([name, 0, expect.anything()])
  }
})
