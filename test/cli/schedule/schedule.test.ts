import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openScheduleStore } from '../../../src/adapters/schedule-store/schedule-store.ts'
import { runCli } from '../../../src/cli/run-cli.ts'
import { compositionFor } from '../../kit/composition.ts'
import { Controller } from '../../kit/controller.ts'
import { FakeClock } from '../../fakes/fake-clock.ts'

/** Most of it is processes that start. */
jest.setTimeout(240_000)

const PROJECT = `
inventory: hosts.yml
schedules:
  nightly: {cron: "17 2 * * *", timezone: Europe/Berlin, playbook: playbooks/hello.yml, catch_up: 1h}
  slow: {every: 24h, playbook: playbooks/slow.yml}
`
const HELLO = '[{hosts: all, gather_facts: false, tasks: [{ping: }]}]'
const SLOW = '[{hosts: all, gather_facts: false, tasks: [{command: sleep 300}]}]'

describe('longshore schedule', () => {
  let controller: Controller
  beforeEach(() => {
    controller = new Controller()
    mkdirSync(join(controller.folder, 'playbooks/deep'), { recursive: true })
    writeFileSync(join(controller.folder, 'longshore.yml'), PROJECT)
    writeFileSync(join(controller.folder, 'hosts.yml'), hosts('a', 'b'))
    writeFileSync(join(controller.folder, 'playbooks/hello.yml'), HELLO)
    writeFileSync(join(controller.folder, 'playbooks/slow.yml'), SLOW)
  })
  afterEach(() => controller[Symbol.dispose]())

  function hosts(...names: readonly string[]): string {
    return `all: {hosts: {${names.map((name) => `${name}: {ansible_connection: local}`).join(', ')}}}`
  }

  const now = () => new Date().toISOString()

  /** The command in this process, at this time. */
  async function at(time: string, ...argv: readonly string[]) {
    const { composition, stdout, stderr } = compositionFor(join(controller.folder, 'playbooks/deep'))
    const clock = new FakeClock({ start: new Date(time) })
    const scheduleStore = (file: string) =>
      Promise.resolve(openScheduleStore(join(controller.folder, 'longshore'), file))
    const code = await runCli(['schedule', ...argv], { ...composition, clock, scheduleStore })
    return { code, stdout: stdout(), stderr: stderr() }
  }

  test('list tells when each runs next, from anywhere in the project', async () => {
    const { code, stdout } = await at('2026-07-01T00:00:00Z', 'list')

    expect(code).toBe(0)
    expect(stdout.split('\n').map((line) => line.trimEnd())).toEqual([
      'SCHEDULE  WHEN                      NEXT               LAST  OUTCOME  RUN  MISSED  WORK',
      'nightly   17 2 * * * Europe/Berlin  2026-07-01 00:17Z  -     -        -    0       playbook playbooks/hello.yml',
      'slow      every 24 h 0 m            2026-07-02 00:00Z  -     -        -    0       playbook playbooks/slow.yml',
      '',
    ])
  })

  test('run runs one as an ordinary run with its journal, and list and runs list show it', async () => {
    const ran = await controller.run(['schedule', 'run', 'nightly', '--output', 'quiet'])
    expect(ran).toMatchObject({ code: 0 })
    expect(ran.output).toMatch(/nightly: run (\S+) begins \(asked for\)/)

    const listed = await controller.run(['schedule', 'list', '--output', 'json'])
    const [nightly] = JSON.parse(listed.output) as [{ last: { outcome: string; run: string }; lastGood: string }]
    expect(nightly.last.outcome).toBe('ok')
    expect((await controller.runs('list')).output).toContain(nightly.last.run)
  })

  test('run --due runs what is due, once, and tells what was missed', async () => {
    await at('2026-07-01T00:00:00Z', 'run', '--due')
    const due = await at('2026-07-02T00:30:00Z', 'run', '--due')
    expect(due.stderr).toContain('missed: nightly: the run of 2026-07-01T00:17:00.000Z was missed')
    expect(due.stderr).toMatch(/nightly: run test begins \(of 2026-07-02T00:17:00.000Z\)/)

    const again = await at('2026-07-02T00:31:00Z', 'run', '--due', 'nightly')
    expect(again).toEqual({ code: 0, stdout: '', stderr: '' })

    const listed = await at('2026-07-02T00:32:00Z', 'list')
    expect(listed.stdout).toContain(
      'nightly: missed 2026-07-01T00:17:00.000Z: nothing ran it before the next one was due',
    )
  })

  test('a process that is killed leaves a run that is known as interrupted', async () => {
    const { child, ended } = controller.start(['schedule', 'run', 'slow'])
    await controller.reached('steps-started')
    expect((await at(now(), 'list')).stdout).toMatch(/slow .* running/)
    const other = await at(now(), 'run', 'slow')
    expect(other).toMatchObject({ code: 1 })
    expect(other.stderr).toContain('slow is running')

    child.kill('SIGKILL')
    await ended

    expect((await at(now(), 'list')).stdout).toMatch(/slow .* interrupted/)
    const due = await at(now(), 'run', '--due', 'slow')
    expect(due.stderr).toMatch(/interrupted: slow: run \S+ was interrupted: process \d+ on \S+, which ran it, is gone/)
  })

  test('the daemon ends at SIGTERM and looks after what is written', async () => {
    const { child, ended } = controller.start(['schedule', 'daemon'])
    let output = ''
    child.stderr.on('data', (data: Buffer) => (output += data.toString()))
    while (!output.includes('looks after')) await new Promise((done) => setTimeout(done, 20))

    child.kill('SIGTERM')

    expect(await ended).toMatchObject({ code: 0, output: expect.stringContaining('looks after nightly, slow of ') })
  })

  test('pin keeps what a schedule comes to, and list tells when hosts or the playbook have moved', async () => {
    const pinned = await at('2026-07-01T00:00:00Z', 'pin', 'nightly')
    expect(pinned.stdout).toMatch(/^nightly is pinned: 2 hosts, inventory [0-9a-f]{12}\n$/)
    expect((await at('2026-07-01T00:00:00Z', 'list')).stdout).not.toContain('pinned')

    writeFileSync(join(controller.folder, 'hosts.yml'), hosts('b', 'c', 'd'))
    writeFileSync(join(controller.folder, 'playbooks/hello.yml'), HELLO.replace('ping', 'setup'))

    expect((await at('2026-07-01T00:00:00Z', 'list')).stdout).toContain(
      [
        'nightly: not as it was pinned: 2 hosts came: c, d',
        'nightly: not as it was pinned: 1 host went: a',
        'nightly: not as it was pinned: the playbook or a role of it changed',
        '',
      ].join('\n'),
    )
    expect((await at('2026-07-01T00:00:00Z', 'run', 'nightly')).stderr).toContain(
      'warning: nightly is not as it was pinned: 2 hosts came: c, d',
    )
  })

  test('a schedule for drift tells when what differs changes, and is no failure', async () => {
    const motd = join(controller.folder, 'motd')
    const copy = (text: string) => [
      { hosts: 'a', gather_facts: false, tasks: [{ copy: { dest: motd, content: text } }] },
    ]
    writeFileSync(join(controller.folder, 'playbooks/motd.yml'), JSON.stringify(copy('hello')))
    writeFileSync(
      join(controller.folder, 'longshore.yml'),
      'inventory: hosts.yml\nmetrics_textfile: m.prom\nschedules: {drift: {every: 24h, drift: playbooks/motd.yml}}',
    )
    const look = async () => (await controller.run(['schedule', 'run', 'drift', '--output', 'quiet'])).output

    expect(await look()).toMatch(/ended with exit code 0\ndrift-changed: drift: these differ: a \(run \S+\)\n$/)
    expect(await look()).not.toContain('drift-changed')
    writeFileSync(motd, 'hello')
    expect(await look()).toMatch(/drift-changed: drift: no host differs any more/)

    const metrics = readFileSync(join(controller.folder, 'm.prom'), 'utf8')
    expect(metrics).toContain('longshore_drift_hosts{schedule="drift",state="same"} 1\n')
    expect(metrics).toContain('longshore_schedule_runs_total{schedule="drift",outcome="ok"} 3\n')
    expect((await controller.run(['metrics'])).output).toContain(
      '# TYPE longshore_schedule_next_timestamp_seconds gauge',
    )
  })

  test('a schedule for backups makes a version of the store, and the metrics know how old it is', async () => {
    writeFileSync(
      join(controller.folder, 'longshore.yml'),
      'inventory: hosts.yml\nbackups: {store: kept}\nschedules: {nightly: {every: 24h, backup: a}}',
    )

    const ran = await controller.run(['schedule', 'run', 'nightly'])

    expect(ran).toMatchObject({ code: 0 })
    const metrics = (await controller.run(['metrics'])).output
    expect(metrics).toMatch(/^longshore_backup_age_seconds\{host="a"\} \d+/m)
  })

  test('install shows what it would write, writes it with --yes, and leaves what is not its own; uninstall removes it', async () => {
    const units = join(controller.folder, 'units')
    const name = `longshore-${basename(controller.folder)}.service`
    const then = '2026-07-01T00:00:00Z'

    const shown = await at(then, 'install', '--folder', units)
    expect(shown.stdout).toContain(`--- ${join(units, name)}\n# Written by longshore schedule install for `)
    expect(shown.stdout).toContain('Nothing is written')
    expect(existsSync(units)).toBe(false)

    const written = await at(then, 'install', '--folder', units, '--yes')
    expect(written.stdout).toContain(`systemctl daemon-reload && systemctl enable --now ${name}`)
    expect(readFileSync(join(units, name), 'utf8')).toContain('ExecStart=/usr/bin/true schedule daemon\n')
    expect((await at(then, 'install', '--kind', 'timers', '--folder', units, '--yes')).code).toBe(0)

    expect((await at(then, 'uninstall', '--folder', units)).stdout).toContain('Nothing is removed')
    expect(readdirSync(units)).toHaveLength(5)
    expect((await at(then, 'uninstall', '--folder', units, '--yes')).stdout).toContain('Removed.')
    expect(readdirSync(units)).toEqual([])

    writeFileSync(join(units, name), '[Unit]\n')
    const refused = await at(then, 'install', '--folder', units, '--yes')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('is there and was not written for this project')
    expect((await at(then, 'uninstall', '--folder', units, '--yes')).stdout).toBe(
      'Nothing is installed for this project.\n',
    )
  })

  test.each([
    [['install', '--kind', 'cronttab'], "--kind cronttab: there is none: did you mean 'crontab'?"],
    [['run', 'nigthly'], "there is no schedule 'nigthly': did you mean 'nightly'?"],
    [['run'], "missing required argument 'name'"],
    [['list', '--output', 'xml'], '--output xml: it is default or json'],
  ])('%j is refused', async (argv, message) => {
    const { code, stderr } = await at('2026-07-01T00:00:00Z', ...argv)

    expect(code).toBe(1)
    expect(stderr).toContain(message)
  })

  test('without schedules says where they are written', async () => {
    writeFileSync(join(controller.folder, 'longshore.yml'), 'inventory: hosts.yml')

    const { code, stderr } = await at('2026-07-01T00:00:00Z', 'list')

    expect(code).toBe(1)
    expect(stderr).toContain('the project has no schedules\n  Write them into longshore.yml')
  })
})
