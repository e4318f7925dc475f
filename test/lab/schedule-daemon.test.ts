import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeOnLab } from './describe-on-lab.ts'
import { openLab, type Lab } from './lab.ts'
import { LONGSHORE_IN_HOST, putLongshore } from './put-longshore.ts'

const BUILDS_AND_BOOTS_MS = 15 * 60_000
const HOST = 'g2'
const UNIT = 'longshore-fleet.service'
const PATIENCE_MS = 180_000

jest.setTimeout(400_000)

const PROJECT = `mkdir -p /srv/fleet/playbooks && cd /srv/fleet
cat >longshore.yml <<'END'
inventory: hosts.yml
metrics_textfile: longshore.prom
schedules:
  work: {every: 1m, catch_up: 1m, playbook: playbooks/work.yml}
notifications:
  - command: [sh, -c, 'echo "$LONGSHORE_TEXT" >>/srv/fleet/told']
    events: [schedule]
END
echo 'all: {hosts: {here: {ansible_connection: local}}}' >hosts.yml
echo '[{hosts: all, gather_facts: false, tasks: [{shell: "test ! -e /srv/fleet/slow || sleep 300"}]}]' >playbooks/work.yml`

interface Listed {
  readonly counts: Readonly<Record<string, number>>
  readonly running?: { readonly run: string; readonly by: { readonly pid: number } }
}

describeOnLab('schedules under a booted systemd', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await openLab({ hosts: [HOST] })
    await lab.reset(HOST)
    await putLongshore(HOST)
    await inHost(PROJECT)
  }, BUILDS_AND_BOOTS_MS)

  afterAll(() => {
    lab.close()
  })

  async function inHost(program: string): Promise<string> {
    const output = await lab.inHost(HOST, program)
    if (output.exitCode !== 0) throw new Error(`${program}: ${output.stdout}${output.stderr}`)
    return output.stdout
  }

  const longshore = (words: string) => inHost(`cd /srv/fleet; ${LONGSHORE_IN_HOST.join(' ')} ${words}`)

  async function listed(): Promise<Listed> {
    const [work] = JSON.parse(await longshore('schedule list --output json')) as readonly Listed[]
    return work as Listed
  }

  /** systemd and the daemon have their own time: what comes is waited for, as long as it takes. */
  async function until<T>(look: () => Promise<T>, isThere: (value: T) => boolean): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const value = await look()
      if (isThere(value) || Date.now() > deadline) {
        expect({ value, isThere: isThere(value) }).toMatchObject({ isThere: true })
        return value
      }
      await sleep(200)
    }
  }

  async function shown(property: string, unit = UNIT): Promise<string> {
    return (await inHost(`systemctl show ${unit} -p ${property} --value`)).trim()
  }

  test('schedule install writes a unit that is started once the daemon says that it is ready, and that runs what is due', async () => {
    const installed = await longshore('schedule install --yes')
    expect(installed).toContain(`Then: systemctl daemon-reload && systemctl enable --now ${UNIT}`)
    expect(await inHost(`systemd-analyze verify /etc/systemd/system/${UNIT} 2>&1`)).not.toContain(UNIT)

    await inHost(`systemctl daemon-reload && systemctl enable --now ${UNIT}`)

    expect(await shown('ActiveState')).toBe('active')
    expect(await shown('StatusText')).toBe('schedules are looked after')
    await until(listed, ({ counts }) => (counts['ok'] ?? 0) >= 1)
    expect(await inHost('cat /srv/fleet/longshore.prom')).toMatch(/runs_total\{schedule="work",outcome="ok"\} [1-9]/)
  })

  test('the watchdog hears from it, and starts it anew where it hears nothing any more', async () => {
    const first = Number(await shown('WatchdogTimestampMonotonic'))
    await until(
      async () => Number(await shown('WatchdogTimestampMonotonic')),
      (time) => time > first,
    )
    await inHost(
      `mkdir -p /etc/systemd/system/${UNIT}.d && printf '[Service]\\nWatchdogSec=20s\\nRestartSec=1s\\n' >/etc/systemd/system/${UNIT}.d/lab.conf`,
    )
    await inHost(`systemctl daemon-reload && systemctl restart ${UNIT}`)
    const pid = await shown('MainPID')

    await inHost(`kill -STOP ${pid}`)

    await until(
      () => shown('NRestarts'),
      (count) => Number(count) >= 1,
    )
    await until(
      () => shown('ActiveState'),
      (state) => state === 'active',
    )
    expect(await shown('MainPID')).not.toBe(pid)
    expect(await inHost(`journalctl -u ${UNIT} -o cat`)).toContain('Watchdog timeout (limit 20s)!')
  })

  test('killed while a run goes on it is started anew, and the run is known and told as interrupted', async () => {
    await inHost('touch /srv/fleet/slow')
    const { running } = await until(listed, (work) => work.running !== undefined)
    const before = Number(await shown('NRestarts'))

    await inHost(`rm /srv/fleet/slow; systemctl kill --signal=KILL ${UNIT}`)

    await until(
      () => shown('NRestarts'),
      (count) => Number(count) > before,
    )
    const after = await until(listed, ({ counts }) => (counts['interrupted'] ?? 0) >= 1)
    expect(after.counts['interrupted']).toBe(1)
    const told = () => inHost('cat /srv/fleet/told 2>/dev/null || :')
    await until(told, (text) => text.includes(`work: run ${running?.run ?? 'none'} was interrupted`))
  })

  test('stopped it ends well, and what it misses meanwhile is recorded and told once it is there again', async () => {
    await inHost(`systemctl stop ${UNIT}`)
    expect([await shown('ActiveState'), await shown('Result')]).toEqual(['inactive', 'success'])
    const { counts } = await listed()
    await until(() => inHost('date +%s'), later(125))

    await inHost(`systemctl start ${UNIT}`)

    await until(listed, (work) => (work.counts['missed'] ?? 0) > (counts['missed'] ?? 0))
    expect(
      await until(
        () => inHost('cat /srv/fleet/told'),
        (text) => text.includes('missed'),
      ),
    ).toMatch(/work: \d+ runs? .*missed|work: the run of \S+ was missed/)
    expect(await inHost(`journalctl -u ${UNIT} -o cat`)).toContain('missed: work: ')
  })

  test('as timers it is systemd that wakes it, and uninstall leaves nothing behind', async () => {
    await inHost(`systemctl disable --now ${UNIT}; rm -r /etc/systemd/system/${UNIT}.d`)
    expect(await longshore('schedule uninstall --yes')).toContain(UNIT)
    const installed = await longshore('schedule install --kind timers --yes')
    expect(installed).toContain('systemctl enable --now longshore-fleet-work.timer')
    const { counts } = await listed()

    await inHost('systemctl daemon-reload && systemctl enable --now longshore-fleet-work.timer')

    await until(
      () => inHost('systemctl list-timers longshore-fleet-work.timer --no-legend'),
      (text) => text.includes('longshore-fleet-work.service'),
    )
    await until(listed, (work) => (work.counts['ok'] ?? 0) > (counts['ok'] ?? 0))
    await until(
      () => shown('Result', 'longshore-fleet-work.service'),
      (result) => result === 'success',
    )
    await inHost('systemctl disable --now longshore-fleet-work.timer')
    await longshore('schedule uninstall --yes')
    expect(await inHost('ls /etc/systemd/system')).not.toContain('longshore-fleet')
  })

  function later(seconds: number): (text: string) => boolean {
    const start = Date.now() / 1000
    return (text) => Number(text) > start + seconds
  }
})
