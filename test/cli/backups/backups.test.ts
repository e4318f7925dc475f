import { chmodSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { gitStore } from '../../../src/adapters/git/git-store.ts'
import { runCli } from '../../../src/cli/run-cli.ts'
import { localComposition } from '../../kit/local-composition.ts'
import { FakeClock } from '../../fakes/fake-clock.ts'

const HOUR = 3_600_000

/** A project with a store, whose one host is this machine, of which only a folder of the test's own is backed up. */
function aProject(settings = 'max_age: 26h') {
  const cwd = mkdtempSync(join(tmpdir(), 'longshore-backups-'))
  const etc = join(cwd, 'etc')
  mkdirSync(etc)
  writeFileSync(join(cwd, 'longshore.yml'), `inventory: h1,\nbackups:\n  store: store\n  ${settings}\n`)
  const clock = new FakeClock({ start: new Date('2026-11-01T02:17:00Z'), hurry: true })
  let runs = 0
  async function longshore(...argv: readonly string[]) {
    const { composition, stdout, stderr } = localComposition({ cwd })
    const run = `run-${(runs += 1)}`
    const exitCode = await runCli(argv, {
      ...composition,
      clock,
      newRunId: () => Promise.resolve(run),
      runDeps: async (parts) => ({ ...(await composition.runDeps(parts)), clock }),
      backupStore: ({ store = '' }) => Promise.resolve(gitStore({ folder: store, clock })),
    })
    return { exitCode, stdout: stdout(), stderr: stderr() }
  }
  const backUp = () => longshore('backup', 'h1', '-c', 'local', '--path', etc)
  return { cwd, etc, clock, longshore, backUp }
}

describe('longshore backup and backups', () => {
  test('make, list, show, compare and restore', async () => {
    const { etc, clock, longshore, backUp } = aProject()
    const [conf, gone] = [join(etc, 'a.conf'), join(etc, 'b.conf')]
    writeFileSync(conf, 'one\n')
    writeFileSync(gone, 'kept\n')
    const first = await backUp()
    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    expect(first.stdout).toContain('Backup of 1 host: 1 changed')
    clock.advance(24 * HOUR)
    writeFileSync(conf, 'two\n')
    chmodSync(conf, 0o600)
    expect((await backUp()).stdout).toContain(`h1: changed ${conf}`)
    clock.advance(24 * HOUR)
    expect((await backUp()).stdout).toContain('Backup of 1 host: nothing is new')

    const list = await longshore('backups', 'list')
    expect(list.stdout.split('\n').map((line) => line.split(/\s+/).slice(1, 3).join(' '))).toEqual([
      'TIME RUN',
      '2026-11-02T02:17:00Z run-2',
      '2026-11-01T02:17:00Z run-1',
      '',
    ])
    expect((await longshore('backups', 'list', '--hosts')).stdout).toMatch(
      /h1 +2026-11-03T02:17:00Z +0\.0 s +\w{12} +run-3/,
    )
    const show = await longshore('backups', 'show', 'h1', '--at', '2026-11-01')
    expect(show.stdout).toMatch(new RegExp(`file +0644 +\\d+:\\d+ +4 +${conf}`))
    expect((await longshore('backups', 'show', 'h1', '--at', '2026-11-01', '--path', conf)).stdout).toBe('one\n')

    const diff = await longshore('backups', 'diff', 'h1', '--from', '2026-11-01')
    expect(diff.exitCode).toBe(1)
    expect(diff.stdout).toContain(
      `h1: changed ${conf} (mode 0644 -> 0600)\n--- ${conf}\n+++ ${conf}\n@@ -1,1 +1,1 @@\n-one\n+two\n`,
    )
    expect(await longshore('backups', 'diff', 'h1', '--from', 'run-2')).toEqual({ exitCode: 0, stdout: '', stderr: '' })

    const args = ['--at', '2026-11-01', '--path', etc, '-c', 'local']
    const refused = await longshore('backups', 'restore', 'h1', '--check', ...args)
    expect(refused).toMatchObject({ exitCode: 0 })
    expect(refused.stdout).toContain('-two\n')
    expect(readFileSync(conf, 'utf8')).toBe('two\n')
    const restored = await longshore('backups', 'restore', 'h1', '--yes', ...args)
    expect(restored).toMatchObject({ exitCode: 0, stderr: '' })
    expect([readFileSync(conf, 'utf8'), statSync(conf).mode & 0o777]).toEqual(['one\n', 0o644])
    expect((await longshore('backups', 'list', '--output', 'json')).stdout).toContain('"run":"run-')
    expect((await longshore('backups', 'diff', 'h1', '--from', '2026-11-01')).exitCode).toBe(0)
  }, 120_000)

  test('compare with the host as it is now, and store nothing of it', async () => {
    const { etc, longshore, backUp } = aProject()
    await backUp()
    writeFileSync(join(etc, 'new.conf'), 'new\n')
    const before = (await longshore('backups', 'list', '--output', 'json')).stdout
    const diff = await longshore('backups', 'diff', 'h1', '--live', '-c', 'local')
    expect(diff.exitCode).toBe(1)
    expect(diff.stdout).toContain(`h1: added ${join(etc, 'new.conf')}\n--- /dev/null\n`)
    expect((await longshore('backups', 'list', '--output', 'json')).stdout).toBe(before)
  }, 60_000)

  test('verify says which hosts have no backup that is young enough', async () => {
    const { clock, longshore, backUp } = aProject()
    await backUp()
    clock.advance(25 * HOUR)
    const young = await longshore('backups', 'verify')
    expect(young).toMatchObject({ exitCode: 0, stderr: '' })
    expect(young.stdout).toMatch(/^\d+ objects, 1 versions, 1 hosts: sound$/m)
    clock.advance(2 * HOUR)
    const old = await longshore('backups', 'verify')
    expect(old).toMatchObject({ exitCode: 1, stderr: 'error: the newest good backup of h1 is 27 h 0 m old\n' })
    expect(await longshore('backups', 'verify', '--max-age', '2d')).toMatchObject({ exitCode: 0 })
    expect((await longshore('backups', 'verify', '--max-age', 'soon')).stderr).toContain("found 'soon'")
  }, 60_000)

  test('prune says what it would forget, and forgets it when told so', async () => {
    const { etc, clock, longshore, backUp } = aProject('retention: {keep_last: 1, monthly: 1}')
    for (const text of ['1', '2', '3']) {
      writeFileSync(join(etc, 'a.conf'), text)
      await backUp()
      clock.advance(24 * HOUR)
    }
    const look = await longshore('backups', 'prune', '--check')
    expect(look.stdout).toContain('1 of 3 versions are kept, 2 are forgotten for good')
    expect(await longshore('backups', 'prune', '--yes')).toMatchObject({ exitCode: 0 })
    const left = JSON.parse((await longshore('backups', 'list', '--output', 'json')).stdout) as readonly {
      run: string
    }[]
    expect(left.map(({ run }) => run)).toEqual(['run-3'])
    expect((await longshore('backups', 'prune', '--yes')).stdout).toBe('Every one of 1 versions is kept\n')
  }, 60_000)

  test('list, show and diff take groups and patterns as --limit does, and hosts that the inventory no longer has', async () => {
    const { cwd, etc, longshore } = aProject()
    writeFileSync(join(cwd, 'hosts.ini'), '[web]\nw1\nw2\n[db]\nd1\n')
    const local = ['-c', 'local', '-i', 'hosts.ini']
    expect(await longshore('backup', 'all', ...local, '--path', etc)).toMatchObject({ exitCode: 0 })
    writeFileSync(join(cwd, 'hosts.ini'), '[web]\nw2\n[db]\nd1\n')
    const hostsOf = async (pattern: string) => {
      const listed = await longshore('backups', 'list', pattern, '-i', 'hosts.ini', '--hosts', '--output', 'json')
      return (JSON.parse(listed.stdout) as readonly { host: string }[]).map(({ host }) => host)
    }

    expect(await hostsOf('web')).toEqual(['w2'])
    expect(await hostsOf('all:!db')).toEqual(['w1', 'w2'])
    expect(await hostsOf('w1')).toEqual(['w1'])
    const shown = await longshore('backups', 'show', 'web:db', '-i', 'hosts.ini')
    expect(shown.stdout.match(/^\w+ in [0-9a-f]{40}$/gm)?.map((line) => line.slice(0, 2))).toEqual(['d1', 'w2'])
    writeFileSync(join(etc, 'new.conf'), 'new\n')
    const diff = await longshore('backups', 'diff', 'db', '--live', ...local)
    expect(diff.stdout.match(/^\w+: added/gm)).toEqual(['d1: added'])
    const unknown = await longshore('backups', 'list', 'mail', '-i', 'hosts.ini')
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '' })
    expect(unknown.stderr).toContain("that 'mail' names\n  Hosts with backups are: d1, w1, w2")
    expect(await longshore('backups', 'list', 'web', '-i', 'nowhere.ini')).toMatchObject({ exitCode: 1, stdout: '' })
  }, 120_000)

  test('say what there is where a host, a date or a store is unknown', async () => {
    const { longshore, backUp } = aProject()
    expect((await longshore('backups', 'list')).stderr).toMatch(
      /^error: there is no backup yet in \S+\/store\n {2}Make one/,
    )
    await backUp()
    expect((await longshore('backups', 'show', 'h9')).stderr).toContain("there is no backup of a host that 'h9' names")
    expect((await longshore('backups', 'diff', 'h1', '--from', 'then')).stderr).toContain("'then' is no backup")
  }, 60_000)
})
