import { execFileSync } from 'node:child_process'
import { mkdtempSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { aStore, backUp, file, must, snapshot } from './a-store.ts'

const DAEMON = '/etc/docker/daemon.json'
const of = (text: string) => snapshot([file(DAEMON, text)])

function aRemote(): string {
  const remote = join(mkdtempSync(join(tmpdir(), 'longshore-remote-')), 'configs.git')
  execFileSync('git', ['init', '--quiet', '--bare', remote])
  return remote
}

function shown(remote: string, ...args: readonly string[]): string {
  return execFileSync('git', [`--git-dir=${remote}`, ...args], { encoding: 'utf8' }).trim()
}

describe('the remote of a store', () => {
  test('gets every backup', async () => {
    const remote = aRemote()
    const at = aStore({ remote })
    expect(await backUp(at, 'run-1', { web1: of('1') })).toMatchObject({ remote: { kind: 'pushed', merged: false } })
    expect(shown(remote, 'rev-parse', 'main')).toBe(at.git('rev-parse', 'main'))
  })

  test('gets what it missed when it is back, also where nothing is new by then', async () => {
    const remote = aRemote()
    const at = aStore({ remote })
    renameSync(remote, `${remote}.away`)
    const down = await backUp(at, 'run-1', { web1: of('1') })
    expect(down.remote).toMatchObject({ kind: 'failed' })
    if (down.remote.kind === 'failed') {
      expect(down.remote.error.message).toContain(`the backup is stored here, and not pushed to ${remote}`)
      expect(down.remote.error.hint).toBe('Nothing is lost: it is pushed with the next backup')
    }
    renameSync(`${remote}.away`, remote)
    expect(await backUp(at, 'run-2', { web1: of('1') })).toMatchObject({ changed: [], remote: { kind: 'pushed' } })
    expect(shown(remote, 'rev-parse', 'main')).toBe(at.git('rev-parse', 'main'))
  })

  test('of two controllers has the hosts of both, and of a host of both the newer backup on top', async () => {
    const remote = aRemote()
    const [first, second] = [aStore({ remote }), aStore({ remote })]
    await backUp(first, 'first-1', { web1: of('one'), both: of('older') })
    second.clock.advance(3_600_000)
    const merged = await backUp(second, 'second-1', { web2: of('two'), both: of('newer') })
    expect(merged.remote).toEqual({ kind: 'pushed', merged: true })
    first.clock.advance(60_000)
    const again = await backUp(first, 'first-2', { web1: of('one, later') })
    expect(again.remote).toEqual({ kind: 'pushed', merged: true })

    const text = (host: string) => shown(remote, 'show', `main:${host}/files${DAEMON}`)
    expect([text('web1'), text('web2'), text('both')]).toEqual(['one, later', 'two', 'newer'])
    expect(shown(remote, 'log', '--format=%B', 'main')).toContain('Backed up by both, the newer one is on top: both')
    const runs = shown(remote, 'log', '--format=%(trailers:key=Longshore-Run,valueonly)', 'main').split(/\n+/)
    expect(new Set(runs.filter((run) => run !== ''))).toEqual(new Set(['first-1', 'second-1', 'first-2']))
    expect(must(await first.store.verify()).problems).toEqual([])
  })
})

describe('when hosts were last backed up', () => {
  const NIGHT = 86_400_000

  test('two controllers of one remote agree, whoever looked last and whether or not anything was new', async () => {
    const remote = aRemote()
    const [first, second] = [aStore({ remote }), aStore({ remote })]
    await backUp(first, 'first-1', { web1: of('1'), web2: of('1') })
    await backUp(second, 'second-1', { db1: of('1') })
    first.clock.advance(NIGHT)
    second.clock.advance(2 * NIGHT)
    await backUp(first, 'first-2', { web1: of('1'), web2: of('1') })
    await backUp(second, 'second-2', { db1: of('1'), web2: of('1') })
    must(await first.store.verify())

    const [here, there] = [must(await first.store.newest()), must(await second.store.newest())]
    const runs = (newest: typeof here) => [...newest].map(([host, { run, time }]) => [host, run, time.getTime()]).sort()
    expect(runs(here)).toEqual(runs(there))
    expect(runs(here).map(([host, run]) => [host, run])).toEqual([
      ['db1', 'second-2'],
      ['web1', 'first-2'],
      ['web2', 'second-2'],
    ])
    expect(shown(remote, 'rev-list', '--count', '--no-merges', 'main')).toBe('2')
    expect(must(await first.store.find('web1', 'first-2'))).toBe(first.git('rev-parse', 'main'))
  })

  test('verify goes by what it knew where the remote is down, and says that it could not ask', async () => {
    const remote = aRemote()
    const at = aStore({ remote })
    await backUp(at, 'run-1', { web1: of('1') })
    renameSync(remote, `${remote}.away`)

    const check = must(await at.store.verify())

    expect(check.problems).toEqual([])
    expect(check.notes).toEqual([expect.stringContaining('controllers do not hear of each other')])
    expect(must(await at.store.newest()).get('web1')?.run).toBe('run-1')
  })

  test('is known after another controller has pruned what it names', async () => {
    const remote = aRemote()
    const [first, second] = [aStore({ remote }), aStore({ remote })]
    for (const [day, text] of ['1', '2', '3'].entries()) {
      await backUp(first, `run-${day}`, { web1: of(text) })
      first.clock.advance(NIGHT)
    }
    second.clock.advance(10 * NIGHT)
    await backUp(second, 'other', { db1: of('1') })
    must(await second.store.prune(() => []))
    must(await first.store.verify())
    await backUp(first, 'after', { web9: of('1') })

    const newest = must(await first.store.newest())
    expect([...newest].map(([host, { run }]) => [host, run]).sort()).toEqual([
      ['db1', 'other'],
      ['web1', 'run-2'],
      ['web9', 'after'],
    ])
    for (const { version } of newest.values()) expect(first.git('cat-file', '-t', version)).toBe('commit')
  })
})

describe('pruning', () => {
  const days = async (at: ReturnType<typeof aStore>, count: number) => {
    for (let day = 1; day <= count; day++) {
      await backUp(at, `run-${day}`, { web1: of(`${day}`) })
      at.clock.advance(86_400_000)
    }
  }

  test('keeps the versions that are chosen as they were, and the newest one whatever is chosen', async () => {
    const at = aStore()
    await days(at, 6)
    const outcome = must(
      await at.store.prune((versions) => versions.filter(({ run }) => run === 'run-2').map(({ id }) => id)),
    )

    expect(outcome).toMatchObject({ kept: 2, forgotten: 4 })
    const kept = must(await at.store.versions())
    expect(kept.map(({ run, time }) => [run, time.toISOString()])).toEqual([
      ['run-6', '2026-11-06T02:17:00.000Z'],
      ['run-2', '2026-11-02T02:17:00.000Z'],
    ])
    expect(at.git('show', `${must(await at.store.find('web1', 'run-2'))}:web1/files${DAEMON}`)).toBe('2')
    expect(must(await at.store.find('web1', '2026-11-05'))).toBe(kept[1]?.id)
    expect(at.git('count-objects', '-v')).toMatch(/^count: 0$/m)
    expect(at.git('cat-file', '--batch-all-objects', '--batch-check')).not.toContain('missing')
    expect(must(await at.store.verify()).problems).toEqual([])
    expect(must(await at.store.newest()).get('web1')).toMatchObject({ version: kept[0]?.id, run: 'run-6' })
    expect(await backUp(at, 'run-7', { web1: of('7') })).toMatchObject({ unchanged: 0 })
  })

  test('prunes the remote with it, and another controller goes on from there with what it had not pushed yet', async () => {
    const remote = aRemote()
    const [first, second] = [aStore({ remote }), aStore({ remote })]
    await days(first, 4)
    second.clock.advance(5 * 86_400_000)
    await backUp(second, 'second-1', { web2: of('two') })
    const outcome = must(await first.store.prune((versions) => versions.slice(0, 1).map(({ id }) => id)))
    expect(outcome.remote).toMatchObject({ kind: 'pushed' })
    expect(shown(remote, 'rev-list', '--count', 'main')).toBe('1')
    const after = await backUp(second, 'second-2', { web2: of('two, later') })

    expect(after.remote).toEqual({ kind: 'pushed', merged: true })
    expect(shown(remote, 'rev-list', '--count', 'main')).toBe('2')
    expect(shown(remote, 'show', `main:web1/files${DAEMON}`)).toBe('4')
    expect(shown(remote, 'show', `main:web2/files${DAEMON}`)).toBe('two, later')
  })

  test('leaves a remote alone that cannot be reached, and what it has is not lost', async () => {
    const remote = aRemote()
    const at = aStore({ remote })
    await days(at, 3)
    renameSync(remote, `${remote}.away`)
    const outcome = must(await at.store.prune(() => []))
    expect(outcome).toMatchObject({ kept: 1, forgotten: 2, remote: { kind: 'failed' } })
    expect(shown(`${remote}.away`, 'rev-list', '--count', 'main')).toBe('3')
  })
})
