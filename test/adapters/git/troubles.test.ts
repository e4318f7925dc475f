import { spawn } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { aStore, backUp, file, must, mustFail, snapshot, type AStore } from './a-store.ts'

const DAEMON = '/etc/docker/daemon.json'
const of = (text: string) => snapshot([file(DAEMON, text)])

describe('a store of backups in trouble', () => {
  test('takes runs that end at the same time one after the other, and has all of both', async () => {
    const at = aStore()
    await backUp(at, 'run-0', { web1: of('0'), web2: of('0') })
    const sessions = await Promise.all(['a', 'b', 'c', 'd'].map((run) => at.store.begin(run)))
    for (const [index, session] of sessions.entries()) {
      must(await must(session).take(`web${index}`, of(`new ${index}`)))
    }
    const summary = { time: at.clock.now(), by: 'ann', failed: [] }
    await Promise.all(sessions.map(async (session) => must(await must(session).commit(summary))))

    expect(at.git('rev-list', '--count', 'main')).toBe('5')
    for (const index of [0, 1, 2, 3]) expect(at.git('show', `main:web${index}/files${DAEMON}`)).toBe(`new ${index}`)
    expect(must(await at.store.verify()).problems).toEqual([])
  })

  test('is free again when the process that held it is gone', async () => {
    const at = aStore()
    await backUp(at, 'run-1', { web1: of('1') })
    const gone = spawn('sleep', ['60'])
    const holder = { pid: gone.pid, host: (await import('node:os')).hostname(), started: '1@another-boot' }
    gone.kill('SIGKILL')
    const last = readdirSync(join(at.folder, 'longshore')).flatMap((name) => /^lock-(\d+)/.exec(name)?.[1] ?? [])
    writeFileSync(
      join(at.folder, 'longshore', `lock-${Math.max(...last.map(Number)) + 1}.json`),
      JSON.stringify(holder),
    )

    expect(await backUp(at, 'run-2', { web1: of('2') })).toMatchObject({ unchanged: 0 })
  })

  test('says who holds it, where that one does not end', async () => {
    const at = aStore()
    await backUp(at, 'run-1', { web1: of('1') })
    const holder = { pid: 4711, host: 'another-controller' }
    writeFileSync(join(at.folder, 'longshore', 'lock-999.json'), JSON.stringify(holder))
    const error = mustFail(await at.store.begin('run-2'))
    expect(error.message).toContain('is in use by process 4711 on another-controller')
  })

  test('names a damaged object, and what to do, instead of making a backup of it', async () => {
    const at = aStore()
    await backUp(at, 'run-1', { web1: of('first words') })
    damage(at, at.git('rev-parse', `main:web1/files${DAEMON}`))
    const check = must(await at.store.verify())

    expect(check.problems.join('\n')).toMatch(/corrupt|hash mismatch|inflate/)
    const error = mustFail(await at.store.read('web1', at.git('rev-parse', 'main')))
    expect(error).toMatchObject({ code: 'BACKUP_DAMAGED' })
    expect(error.hint).toContain('longshore backups verify')
    // Another host's backup does not need it.
    expect(await backUp(at, 'run-2', { web2: of('2') })).toMatchObject({ unchanged: 0 })
  })

  test('names a damaged tree before anything is stored', async () => {
    const at = aStore()
    await backUp(at, 'run-1', { web1: of('1') })
    damage(at, at.git('rev-parse', 'main^{tree}'))
    expect(mustFail(await at.store.begin('run-2'))).toMatchObject({ code: 'BACKUP_DAMAGED' })
    expect(must(await at.store.verify()).problems).not.toEqual([])
  })

  test('goes on after a run that was killed while it wrote', async () => {
    const at = aStore()
    const { version = '' } = await backUp(at, 'run-1', { web1: of('1') })
    at.git('update-ref', 'refs/longshore/drafts/4711', version)
    writeFileSync(join(at.folder, 'objects', 'pack', 'tmp_pack_abc'), 'half a pa')
    writeFileSync(join(at.folder, 'longshore', 'controller.4711'), '12')

    expect(await backUp(at, 'run-2', { web1: of('2') })).toMatchObject({ unchanged: 0 })
    expect(at.git('for-each-ref', 'refs/longshore/drafts')).toBe('')
    expect(must(await at.store.verify()).problems).toEqual([])
  })

  test('knows when hosts were backed up from the commits, where its own notes are lost', async () => {
    const at = aStore()
    const { version } = await backUp(at, 'run-1', { web1: of('1') })
    at.git('update-ref', '-d', at.git('for-each-ref', '--format=%(refname)', 'refs/longshore/newest'))
    expect(must(await at.store.newest()).get('web1')).toEqual({
      time: new Date('2026-11-01T02:17:00Z'),
      version,
      run: 'run-1',
    })
  })
})

function damage({ folder }: AStore, object: string): void {
  const path = join(folder, 'objects', object.slice(0, 2), object.slice(2))
  const bytes = readFileSync(path)
  bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 0xff
  chmodSync(path, 0o644)
  writeFileSync(path, bytes)
}
