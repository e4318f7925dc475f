import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeOnLab } from './describe-on-lab.ts'
import type { HostName } from './generations.ts'
import { checksumProgram, fillDiskProgram } from './host-programs.ts'
import { openLab, PAT_SUDO_PASSWORD, type Lab } from './lab.ts'
import { longshore, type LongshoreRun } from './longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const CONFIG = ['/etc/docker', '/etc/containerd']
const OLD = '{\n  "registry-mirrors": ["http://10.77.0.1:5000"]\n}\n'
const NEW = 'mirrors: ["http://10.77.0.1:5001"]'
const FILE = '/etc/docker/daemon.json'

jest.setTimeout(180_000)

describeOnLab('what stands in the way of a change, told in one line, with the host as it was', () => {
  let lab: Lab
  let folder: string

  beforeAll(async () => {
    lab = await openLab({ hosts: ['g1', 'g2'] })
    folder = await mkdtemp(join(tmpdir(), 'longshore-bad-input-'))
    for (const name of ['g1', 'g2'] as const) {
      await lab.reset(name)
      await inHost(name, `cat > ${FILE} && chmod 640 ${FILE} && systemctl restart docker`, OLD)
    }
  }, BUILDS_AND_BOOTS_MS)

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
    lab.close()
  })

  test('an address that nobody has, and a host whose cable is cut', async () => {
    const before = await stateOf('g2')
    await lab.cutNetwork('g2')

    const ran = await longshore(['-i', '10.77.0.99,', '-T', '2s', '--limit', 'g2,10.77.0.99'], playOf([NEW], 'all'))

    await lab.restoreNetwork('g2')
    expect(ran.exitCode).toBe(4)
    expect(saidBy(ran).sort()).toEqual([
      'error: 10.77.0.99 (port 22) did not answer within 2 s [HOST_UNREACHABLE]',
      'error: g2 (10.77.0.12 port 22) did not answer within 2 s [HOST_UNREACHABLE]',
      'hint: Check address, firewall and VPN, or raise the time with -T. Try: ssh -p 22 ops@10.77.0.12',
      'hint: Check address, firewall and VPN, or raise the time with -T. Try: ssh -p 22 ops@10.77.0.99',
    ])
    expect(await stateOf('g2')).toBe(before)
  })

  test('a host key that is not the one in known_hosts', async () => {
    const [line = ''] = (await readFile(lab.knownHosts, 'utf8')).split('\n').filter((text) => text.startsWith('g1,'))
    const knownHosts = join(folder, 'known_hosts')
    await writeFile(knownHosts, `${line.replace('g1,10.77.0.11', 'g2,10.77.0.12')}\n`)

    const said = await refused('g2', 4, [
      '-e',
      `ansible_ssh_common_args='-o UserKnownHostsFile=${knownHosts} -o StrictHostKeyChecking=yes'`,
    ])

    expect(said.map((text) => text.replaceAll(folder, 'HERE').replace(/SHA256:[\w+/]+/g, 'SHA256:KEY'))).toEqual([
      'error: the key of g2 (10.77.0.12 port 22) has changed: it shows ssh-ed25519 SHA256:KEY, and HERE/known_hosts:1 has ssh-ed25519 SHA256:KEY [HOST_KEY_CHANGED]',
      "hint: Someone may be listening in. Only if the host was reinstalled: ssh-keygen -R '10.77.0.12' -f HERE/known_hosts, then compare and add the new key.",
    ])
  })

  test('a sudo password that is missing, and one that is wrong; the right one is taken', async () => {
    const password = join(folder, 'sudo-password')
    const withPassword = ['-e', 'ansible_user=pat', '--become-password-file', password]

    const missing = await refused('g2', 2, ['-e', 'ansible_user=pat'])
    await writeFile(password, 'not-it\n', { mode: 0o600 })
    const wrong = await refused('g2', 2, withPassword)
    await writeFile(password, `${PAT_SUDO_PASSWORD}\n`, { mode: 0o600 })
    const right = await longshore(['--limit', 'g2', '--check', ...withPassword], playOf([NEW]))

    expect(missing).toEqual([
      'error: sudo needs a password for user pat on host g2, and none was given [BECOME_FAILED]',
      'hint: Give it with -K (--ask-become-pass) or ansible_become_password, or allow NOPASSWD in sudoers.',
    ])
    expect(wrong).toEqual([
      'error: sudo password is wrong for user pat on host g2 [BECOME_FAILED]',
      'hint: Give the right one with -K or ansible_become_password.',
    ])
    expect(right.exitCode).toBe(0)
  })

  test('a file, a file system or a daemon that stands in the way', async () => {
    const ran = await longshore(['--limit', 'g2', '--output', 'json'], obstaclePlay(OBSTACLES))

    expect(ran.stderr).toBe('')
    const said = saidOfTasks(ran.stdout)
    for (const { name, said: expected } of OBSTACLES) expect({ [name]: said.get(name) }).toEqual({ [name]: expected })
    expect(ran.exitCode).toBe(0)
    expect(await mirrorsOf('g2')).toBe('["http://10.77.0.1:5000/"]')
  })

  test('a reload that dockerd refuses is told at once, in its own words, and undone', async () => {
    await inHost('g2', startWithFlagThatTheUnitLosesAfterwards())
    const before = await stateOf('g2')

    const ran = await longshore(['--limit', 'g2'], playOf([`${NEW}, extra: {labels: ["rack=b"]}, verify_timeout: 100`]))

    const after = await stateOf('g2')
    await inHost('g2', 'systemctl restart docker')
    expect(saidBy(ran)).toEqual([
      'error: dockerd did not take the new configuration in: "unable to configure the Docker daemon with file /etc/docker/daemon.json: the following directives are specified both as a flag and in the configuration file: labels: (from flag: [rack=a], from file: [rack=b])" [VERIFICATION_FAILED]',
      'hint: The host is put back as it was; the journal of the unit has the rest',
      'rolled back: as before, verified',
    ])
    expect(ran.exitCode).toBe(2)
    expect(after).toBe(before)
  })

  test('a link is kept and its target edited; undone, both are what they were', async () => {
    await inHost('g2', `mkdir -p /srv && mv ${FILE} /srv/docker.json && ln -s /srv/docker.json ${FILE}`)
    const paths = [...CONFIG, '/srv']
    const before = await lab.checksum('g2', paths)

    const there = await longshore(['--limit', 'g2'], playOf([NEW]))
    const link = (await inHost('g2', `readlink ${FILE}; cat ${FILE}; stat -c %a /srv/docker.json`)).stdout
    const back = await longshore(['--limit', 'g2'], playOf(['mirrors: ["http://10.77.0.1:5000"]']))
    const restored = await lab.checksum('g2', paths)
    await inHost('g2', loseReloads())
    const failed = await longshore(['--limit', 'g2'], playOf([`${NEW}, verify_timeout: 2`]))
    const undone = await lab.checksum('g2', paths)
    await inHost('g2', `${letReloadsPass()}; rm ${FILE}; mv /srv/docker.json ${FILE}`)

    expect(there.stdout).toContain(`${FILE} is a link: /srv/docker.json is edited, the link stays`)
    expect(link).toBe(`/srv/docker.json\n${OLD.replace('5000', '5001')}640\n`)
    expect([there.exitCode, back.exitCode, failed.exitCode]).toEqual([0, 0, 2])
    expect(restored).toBe(before)
    expect(failed.stdout).toContain('rolled back: as before, verified')
    expect(undone).toBe(before)
  })

  test('arguments that this Docker would not take', async () => {
    const before = [await stateOf('g1'), await stateOf('g2')]

    const ran = await longshore(
      ['--limit', 'g1,g2'],
      playOf([
        'mirrors: ["http://10.77.0.1:5000/hub"], apply: stage, config_file: /etc/docker/staged.json',
        'extra: {proxies: {http-proxy: "http://10.77.0.1:3128"}}, apply: stage, config_file: /etc/docker/staged.json',
        'extra: {registry-mirror: ["http://10.77.0.1:5001"]}',
        'extra: {log-drivr: local}',
        'extra: {log-opts: {max-size: 10}}',
        'extra: {registry: {insecure-registries: ["10.77.0.1:5001"]}}',
      ]),
    )

    await inHost('g2', 'rm /etc/docker/staged.json')
    const both = (text: string) => [`error: Docker 20.10.24 ${text}`, `error: Docker 26.1.5 ${text}`]
    const said = saidBy(ran).filter((line) => line.startsWith('error'))
    expect(said.sort()).toEqual(
      [
        'error: Docker 20.10.24 would not take this: mirror http://10.77.0.1:5000/hub: Docker before 24.0.8 does not start with a path (/hub) in a mirror (give the mirror a host name or port of its own) [REGISTRY_CONFIG_INVALID]',
        'error: Docker 20.10.24 would not take this: proxies is a key of Docker 23.0.0 and later only: the daemon does not start with it [REGISTRY_CONFIG_INVALID]',
        ...both(
          'would not take this: registry-mirror is the name of a flag: dockerd takes it in the file and ignores its value (write registry-mirrors) [REGISTRY_CONFIG_INVALID]',
        ),
        ...both(
          'would not take this: log-drivr is not a key of daemon.json (did you mean log-driver?) [REGISTRY_CONFIG_INVALID]',
        ),
        ...both(
          'would not take this: log-opts.max-size must be a text, found the number 10 (write "max-size": "10") [REGISTRY_CONFIG_INVALID]',
        ),
        ...both(
          'would not take this: registry is not a key of daemon.json: dockerd takes it and ignores everything in it (insecure-registries) (write the keys in it at the top level) [REGISTRY_CONFIG_INVALID]',
        ),
      ].sort(),
    )
    expect([await stateOf('g1'), await stateOf('g2')]).toEqual(before)
  })

  test('arguments that no Docker would take, before any connection', async () => {
    const before = await stateOf('g2')

    const ran = await longshore(
      ['--limit', 'g2'],
      playOf([
        'mirrors: ["10.77.0.1:5000", "ftp://10.77.0.1", "http://u:p@10.77.0.1/"]',
        'insecure_registries: ["http://10.77.0.1:5000", "10.77.0.1:5000/hub", "*.example.com"]',
        'max_concurrent_downloads: 0',
        'aply: reload',
      ]),
    )

    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(ran.stderr.split('\n').map((line) => line.replace(/at \S+play\.yml/, 'at play.yml'))).toEqual([
      'error: docker_registry: mirrors: mirror 10.77.0.1:5000: the scheme is missing (write https://10.77.0.1:5000, or http:// if it has no TLS); mirrors: mirror ftp://10.77.0.1: the scheme ftp:// is not one of http:// and https://; mirrors: mirror http://***@10.77.0.1: a user name or password is not allowed (dockerd sends no credentials to a mirror: let it be read without)',
      '  at play.yml:5:25',
      '  See: longshore modules doc docker_registry',
      'error: docker_registry: insecure_registries: insecure registry http://10.77.0.1:5000: http:// does not belong here, dockerd drops it with a warning (write 10.77.0.1:5000); insecure_registries: insecure registry 10.77.0.1:5000/hub: a path (/hub) does not belong here (write 10.77.0.1:5000); insecure_registries: insecure registry *.example.com: wildcards are not supported (name each host, or a CIDR such as 10.0.0.0/8)',
      '  at play.yml:7:25',
      '  See: longshore modules doc docker_registry',
      'error: docker_registry: max_concurrent_downloads: expected 1 or more',
      '  at play.yml:9:25',
      '  See: longshore modules doc docker_registry',
      "error: docker_registry has no argument 'aply': did you mean 'apply'?",
      '  at play.yml:11:25',
      '  See: longshore modules doc docker_registry',
      '',
    ])
    expect(await stateOf('g2')).toBe(before)
  })

  async function refused(name: HostName, exitCode: number, flags: readonly string[]): Promise<string[]> {
    const before = await stateOf(name)

    const ran = await longshore(['--limit', name, ...flags], playOf([NEW]))

    expect(await stateOf(name)).toBe(before)
    expect(ran.exitCode).toBe(exitCode)
    return saidBy(ran)
  }

  /** Files with mode and owner, and what the running dockerd says. */
  async function stateOf(name: HostName): Promise<string> {
    return `${await lab.checksum(name, CONFIG)}${await mirrorsOf(name)}`
  }

  async function mirrorsOf(name: HostName): Promise<string> {
    const { stdout } = await inHost(name, `docker info --format '{{json .RegistryConfig.Mirrors}}'`)
    return stdout.trim()
  }

  async function inHost(name: HostName, program: string, input?: string) {
    const output = await lab.inHost(name, program, input === undefined ? {} : { input })
    if (output.exitCode !== 0) throw new Error(`${program}: ${output.stderr}`)
    return output
  }
})

/** A play of one `docker_registry` task for each text of arguments; each runs whatever became of those before. */
function playOf(tasks: readonly string[], hosts = 'runtimes'): string {
  const ignored = tasks.length > 1 ? '\n      ignore_errors: true' : ''
  return [
    `- hosts: ${hosts}`,
    '  become: true',
    '  gather_facts: false',
    '  tasks:',
    ...tasks.map((args) => `    - docker_registry: {${args}}${ignored}`),
    '',
  ].join('\n')
}

interface Obstacle {
  readonly name: string
  readonly prepare: string
  readonly cleanUp: string
  readonly args?: object
  /** Further keywords of the task. */
  readonly task?: object
  /** Error and hint, or the warnings. */
  readonly said: readonly string[]
}

const OBSTACLES: readonly Obstacle[] = [
  {
    name: 'a read-only file system',
    prepare: 'mount --bind /etc/docker /etc/docker && mount -o remount,bind,ro /etc/docker',
    cleanUp: 'umount /etc/docker',
    said: [
      '/etc/docker/daemon.json lies on a file system that is mounted read-only [REGISTRY_CONFIG_INVALID]',
      'Nothing was changed. Find out why it is (dmesg shows disk errors), remount it, and run again',
    ],
  },
  {
    name: 'a full disk',
    prepare: `set -- /etc/docker; ${fillDiskProgram('')[2] ?? ''}`,
    cleanUp: 'umount /etc/docker',
    said: [
      'the disk that holds /etc/docker/daemon.json is full: 0 KiB free, 9 KiB needed [REGISTRY_CONFIG_INVALID]',
      'Nothing was changed. Make room and run again',
    ],
  },
  {
    name: 'an immutable file',
    prepare: `chattr +i ${FILE}`,
    cleanUp: `chattr -i ${FILE}`,
    said: [
      '/etc/docker/daemon.json cannot be replaced: /etc/docker/daemon.json is immutable (chattr) [REGISTRY_CONFIG_INVALID]',
      'Nothing was changed. If it may be changed: chattr -i -a /etc/docker/daemon.json',
    ],
  },
  {
    name: 'a folder that takes no new file',
    prepare: 'chattr +i /etc/docker',
    cleanUp: 'chattr -i /etc/docker',
    said: [
      '/etc/docker/daemon.json cannot be replaced: /etc/docker is immutable (chattr) [REGISTRY_CONFIG_INVALID]',
      'Nothing was changed. If it may be changed: chattr -i -a /etc/docker',
    ],
  },
  {
    name: 'a file that is a mount point',
    prepare: `mount --bind ${FILE} ${FILE}`,
    cleanUp: `umount ${FILE}`,
    said: [
      '/etc/docker/daemon.json is a mount point and cannot be replaced [REGISTRY_CONFIG_INVALID]',
      'Nothing was changed. Change the file that is mounted there, at its own place',
    ],
  },
  {
    name: 'a folder where the file should be',
    prepare: `mv ${FILE} /root/ && mkdir ${FILE}`,
    cleanUp: `rmdir ${FILE} && mv /root/daemon.json ${FILE}`,
    said: [
      '/etc/docker/daemon.json is not a regular file [REGISTRY_CONFIG_INVALID]',
      'Nothing was changed. Put a file there, or name another one',
    ],
  },
  {
    name: 'a file that is not text',
    prepare: `cp -p ${FILE} /root/ && printf '\\377\\376{' > ${FILE}`,
    cleanUp: `cp -p /root/daemon.json ${FILE}`,
    said: [
      '/etc/docker/daemon.json is not UTF-8 text [REGISTRY_CONFIG_BROKEN]',
      'Nothing was changed. Mend or remove the file and run again',
    ],
  },
  {
    name: 'a file that is broken already',
    prepare: `cp -p ${FILE} /root/ && printf '{\\n  "debug": true,\\n}\\n' > ${FILE}`,
    cleanUp: `cp -p /root/daemon.json ${FILE}`,
    said: [
      '/etc/docker/daemon.json is broken already, Docker 26.1.5 would not survive a restart: /etc/docker/daemon.json:2:16: JSON has no comma after the last entry [REGISTRY_CONFIG_BROKEN]',
      'Nothing was changed. Mend the file first',
    ],
  },
  {
    name: 'a file that another tool manages',
    prepare: `echo 'daemon.json is managed by Puppet (profile::docker)' > /etc/docker/README`,
    cleanUp: 'rm /etc/docker/README',
    said: [
      '/etc/docker/daemon.json is managed by another tool: /etc/docker/README says "daemon.json is managed by Puppet (profile::docker)" [REGISTRY_CONFIG_INVALID]',
      'Nothing was changed. Change it there, or set take_over: true to edit it all the same',
    ],
  },
  {
    name: 'a link into a generated tree',
    prepare: `mkdir -p /nix/store/abc && mv ${FILE} /nix/store/abc/ && ln -s /nix/store/abc/daemon.json ${FILE}`,
    cleanUp: `rm ${FILE} && mv /nix/store/abc/daemon.json ${FILE}`,
    said: [
      '/etc/docker/daemon.json is managed by another tool: it is a link to /nix/store/abc/daemon.json [REGISTRY_CONFIG_INVALID]',
      'Nothing was changed. Change it there, or set take_over: true to edit it all the same',
    ],
  },
  {
    name: 'a mirror that does not answer',
    prepare: 'true',
    cleanUp: 'true',
    args: { mirrors: ['http://10.77.0.1:5001'], probe_mirrors: true },
    said: [
      'not every mirror answers this host: http://10.77.0.1:5001: Failed to connect to 10.77.0.1 port 5001 after N ms: Could not connect to server [VERIFICATION_FAILED]',
      'Nothing was changed. Check the address, the registry behind it, and the way to it (proxy, firewall)',
    ],
  },
  {
    name: 'an ordinary user',
    prepare: 'true',
    cleanUp: 'true',
    task: { become: false },
    said: [
      '/etc/docker/daemon.json could not be read: cat: /etc/docker/daemon.json: Permission denied [FACT_UNREADABLE]',
      'Does the task need become: true?',
    ],
  },
  {
    name: 'a dockerd that hangs',
    prepare: 'kill -STOP $(systemctl show docker -p MainPID --value)',
    cleanUp: 'kill -CONT $(systemctl show docker -p MainPID --value)',
    said: [
      'docker.service is active, and docker info fails: it did not answer within 10 s [FACT_UNREADABLE]',
      'Nothing was changed. See what journalctl -u docker.service says on the host',
    ],
  },
  {
    name: 'a singular key in the file, in check mode',
    prepare: `cp -p ${FILE} /root/ && echo '{"registry-mirror": ["http://10.77.0.1:5000"]}' > ${FILE}`,
    cleanUp: `cp -p /root/daemon.json ${FILE}`,
    task: { check_mode: true },
    said: [
      '/etc/docker/daemon.json:1:2: registry-mirror is the name of a flag: dockerd takes it in the file and ignores its value (write registry-mirrors)',
    ],
  },
]

/** Each obstacle in turn: put up, met, and cleared away, with the files proved to be what they were before and after. */
function obstaclePlay(obstacles: readonly Obstacle[]): string {
  const checksum = checksumProgram([...CONFIG])
  const tasks = obstacles.flatMap(({ name, prepare, cleanUp, args, task }) => [
    { command: { argv: ['sh', '-ec', prepare] } },
    { command: { argv: checksum }, register: 'before' },
    { name, docker_registry: args ?? { mirrors: ['http://10.77.0.1:5001'] }, ignore_errors: true, ...task },
    { command: { argv: checksum }, register: 'after' },
    { command: { argv: ['sh', '-ec', cleanUp] } },
    { assert: { that: ['before.stdout == after.stdout'] } },
  ])
  return JSON.stringify([{ hosts: 'runtimes', become: true, gather_facts: false, tasks }], undefined, 1)
}

/** What each task said, by its name: error and hint, or the warnings. */
function saidOfTasks(stdout: string): ReadonlyMap<string, readonly string[]> {
  const events = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as TaskEvent]))
  const names = new Map(
    events.flatMap(({ type, task }) => (type === 'task-started' ? [[idOf(task), nameOf(task)]] : [])),
  )
  return new Map(
    events.flatMap(({ type, task, result }) => {
      if (type !== 'task-finished' || result === undefined) return []
      const { error, warnings = [] } = result
      const said = error === undefined ? warnings : [`${error.message} [${error.code}]`, error.hint ?? '']
      return [[names.get(idOf(task)) ?? '', said.map((text) => text.replace(/\b\d+ ms\b/, 'N ms'))] as const]
    }),
  )
}

interface TaskEvent {
  readonly type: string
  readonly task?: string | { readonly id: string; readonly name: string }
  readonly result?: {
    readonly error?: { readonly code: string; readonly message: string; readonly hint?: string }
    readonly warnings?: readonly string[]
  }
}

function idOf(task: TaskEvent['task']): string {
  return typeof task === 'object' ? task.id : (task ?? '')
}

function nameOf(task: TaskEvent['task']): string {
  return typeof task === 'object' ? task.name : ''
}

/** The lines that tell of an error, without the place in the playbook. */
function saidBy(ran: LongshoreRun): string[] {
  return ran.stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^(error|hint|rolled back|rollback)/.test(line))
}

function startWithFlagThatTheUnitLosesAfterwards(): string {
  return `mkdir -p /run/systemd/system/docker.service.d
printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock --label rack=a\\n' > /run/systemd/system/docker.service.d/flag.conf
systemctl daemon-reload
systemctl reset-failed docker.service docker.socket
systemctl restart docker
rm -r /run/systemd/system/docker.service.d
systemctl daemon-reload`
}

/** `systemctl reload docker` exits 0 and does nothing. */
function loseReloads(): string {
  return `mkdir -p /run/systemd/system/docker.service.d
printf '[Service]\\nExecReload=\\nExecReload=/bin/true\\n' > /run/systemd/system/docker.service.d/lost.conf
systemctl daemon-reload`
}

function letReloadsPass(): string {
  return 'rm -r /run/systemd/system/docker.service.d; systemctl daemon-reload'
}
