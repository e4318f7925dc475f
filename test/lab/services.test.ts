import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { availability, describeOnLab } from './describe-on-lab.ts'
import { openLab, type Lab } from './lab.ts'
import { longshore } from './longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const HOST = 'g3'
const CONFIG = ['/etc/docker']
const OLD = '{"registry-mirrors": ["http://10.77.0.1:5000"]}\n'

jest.setTimeout(180_000)

let lab: Lab

beforeAll(async () => {
  if (!availability.available) return
  lab = await openLab({ hosts: [HOST] })
  await lab.reset(HOST)
}, BUILDS_AND_BOOTS_MS)

afterAll(() => {
  if (availability.available) lab.close()
})

describeOnLab('running containers', () => {
  beforeEach(async () => {
    await inHost(
      `systemctl reset-failed docker.service docker.socket
docker ps -aq | xargs -r docker rm -f
cat > /etc/docker/daemon.json
systemctl restart docker
docker run -d --name web --restart always library/bb:1 sleep 100000
docker run -d --name job library/bb:1 sleep 100000`,
      OLD,
    )
  })

  test('are not touched by a reload', async () => {
    const before = await started()

    const ran = await longshore(['--limit', HOST], playOf({ mirrors: ['http://10.77.0.1:5001'] }))

    expect(ran.recap(HOST)).toMatchObject({ changed: 1, failed: 0 })
    expect(ran.stdout).toContain('dockerd is reloaded: containers are not touched')
    expect(await started()).toEqual(before)
    expect(Object.keys(before)).toEqual(['job', 'web'])
  })

  test('forbid a restart that some would not survive, each by name', async () => {
    const before = [await started(), await lab.checksum(HOST, CONFIG)]

    const ran = await longshore(['--limit', HOST], playOf({ extra: { 'log-driver': 'local' } }))

    expect(ran.exitCode).toBe(2)
    expect(ran.stdout).toContain(
      'error: this needs a restart of dockerd (log-driver is read at start only), which ends 1 containers that do not come back: job [REGISTRY_CONFIG_INVALID]',
    )
    expect([await started(), await lab.checksum(HOST, CONFIG)]).toEqual(before)
  })

  test('are stopped by the restart that was asked for, as the plan said', async () => {
    const args = { extra: { 'log-driver': 'local' }, apply: 'restart' }

    const planned = await longshore(['--limit', HOST, '--check'], playOf(args))
    const ran = await longshore(['--limit', HOST], playOf(args))

    for (const { stdout } of [planned, ran]) {
      expect(stdout).toContain('live-restore is off: 2 containers stop (job, web)')
      expect(stdout).toContain('without a restart policy, these do not come back: job')
    }
    expect(ran.recap(HOST)).toMatchObject({ changed: 1, failed: 0 })
    expect(Object.keys(await started())).toEqual(['web'])
    expect((await inHost('docker info -f {{.LoggingDriver}}')).stdout).toBe('local\n')
  })

  test('go on through a restart when live-restore is asked for along with it', async () => {
    const before = await started()

    const ran = await longshore(['--limit', HOST], playOf({ extra: { 'log-driver': 'local' }, live_restore: true }))

    expect(ran.stdout).toContain('live-restore is switched on by a reload first: 2 containers go on running')
    expect(ran.recap(HOST)).toMatchObject({ changed: 1, failed: 0 })
    expect(await started()).toEqual(before)
    expect((await inHost('docker info -f "{{.LoggingDriver}} {{.LiveRestoreEnabled}}"')).stdout).toBe('local true\n')
  })

  test('go on through the restart and through its rollback', async () => {
    const before = [await started(), await lab.checksum(HOST, CONFIG)]

    const ran = await longshore(
      ['--limit', HOST],
      playOf({ extra: { 'storage-driver': 'nonsense' }, live_restore: true, verify_timeout: 30 }),
    )

    expect(ran.exitCode).toBe(2)
    expect(ran.stdout).toContain('rolled back: as before, verified')
    expect([await started(), await lab.checksum(HOST, CONFIG)]).toEqual(before)
    expect((await inHost('docker info -f {{.LiveRestoreEnabled}}')).stdout).toBe('false\n')
  })

  test('are stopped when live-restore is switched off along with a restart, as the plan said', async () => {
    await inHost(`cat > /etc/docker/daemon.json; systemctl reload docker; sleep 1`, '{"live-restore": true}\n')

    const ran = await longshore(
      ['--limit', HOST],
      playOf({ extra: { 'log-driver': 'local' }, live_restore: false, apply: 'restart' }),
    )

    expect(ran.stdout).toContain('live-restore is switched off: 2 containers stop (job, web)')
    expect(Object.keys(await started())).toEqual(['web'])
  })
})

describeOnLab('service and systemd on a booted host', () => {
  const UNIT = '/usr/lib/systemd/system/ticker.service'

  beforeAll(async () => {
    await inHost(
      `cat > ${UNIT}; systemctl daemon-reload`,
      '[Service]\nExecStart=/bin/sleep 100000\n[Install]\nWantedBy=multi-user.target\n',
    )
  })

  test('bring a unit to each state once, and say so', async () => {
    const states = [
      { service: { name: 'ticker', state: 'started' } },
      { service: { name: 'ticker', enabled: true } },
      { systemd: { name: 'ticker', state: 'stopped', enabled: false } },
      { systemd: { name: 'ticker', masked: true } },
      { systemd: { name: 'ticker', masked: false } },
    ]

    const ran = await longshore(['--limit', HOST], tasksOf(states.flatMap((task) => [task, { ...task }])))

    expect(ran.exitCode).toBe(0)
    expect(ran.recap(HOST)).toMatchObject({ ok: 10, changed: 5, failed: 0 })
  })

  test('restart a unit every time, and reread its file without calling that a change', async () => {
    await inHost('systemctl start ticker')
    const before = await invocation()

    const ran = await longshore(
      ['--limit', HOST],
      tasksOf([
        { service: { name: 'ticker', state: 'restarted' } },
        { copy: { dest: UNIT, content: '[Service]\nExecStart=/bin/sleep 200000\n' } },
        { systemd: { daemon_reload: true } },
      ]),
    )

    expect(ran.recap(HOST)).toMatchObject({ ok: 3, changed: 2, failed: 0 })
    expect(await invocation()).not.toBe(before)
    expect((await inHost('systemctl show ticker -p ExecStart')).stdout).toContain('/bin/sleep 200000')
  })

  test('name a unit that there is not', async () => {
    const ran = await longshore(['--limit', HOST], tasksOf([{ systemd: { name: 'tickr', state: 'started' } }]))

    expect(ran.exitCode).toBe(2)
    expect(ran.stdout).toContain('error: Could not find the requested service tickr: host [TASK_FAILED]')
  })

  test('check mode says what would change, and changes nothing', async () => {
    const before = await invocation()

    const ran = await longshore(
      ['--limit', HOST, '--check'],
      tasksOf([{ service: { name: 'ticker', state: 'restarted' } }, { systemd: { name: 'ticker', masked: true } }]),
    )

    expect(ran.recap(HOST)).toMatchObject({ ok: 2, changed: 2 })
    expect(await invocation()).toBe(before)
  })

  async function invocation(): Promise<string> {
    return (await inHost('systemctl show ticker -p InvocationID -p ActiveState -p UnitFileState')).stdout
  }
})

/** The running containers, each with the time it was started. */
async function started(): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await inHost(`docker ps -q | xargs -r docker inspect -f '{{.Name}} {{.State.StartedAt}}' | sort`)
  return Object.fromEntries(
    stdout.split('\n').flatMap((line) => {
      const [name = '', time = ''] = line.split(' ')
      return name === '' ? [] : [[name.slice(1), time]]
    }),
  )
}

async function inHost(program: string, input?: string) {
  const output = await lab.inHost(HOST, program, input === undefined ? {} : { input })
  if (output.exitCode !== 0) throw new Error(`${program}: ${output.stderr}`)
  return output
}

function playOf(args: object): string {
  return tasksOf([{ docker_registry: args }])
}

function tasksOf(tasks: readonly object[]): string {
  return JSON.stringify([{ hosts: 'runtimes', become: true, gather_facts: false, tasks }])
}
