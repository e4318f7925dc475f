import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { aStore, backUp, file, must, mustFail, secret, snapshot } from './a-store.ts'

const DAEMON = '/etc/docker/daemon.json'

describe('a store of backups in git', () => {
  test('has a folder for each host and one commit for a run, and a log that reads well', async () => {
    const at = aStore()
    await backUp(at, 'run-1', {
      web1: snapshot([file(DAEMON, '{"debug": false}\n')], { 'docker.json': '{}\n' }),
      web2: snapshot([file(DAEMON, '{"debug": true}\n')]),
    })
    at.clock.advance(86_400_000)
    const outcome = await backUp(
      at,
      'run-2',
      { web1: snapshot([file(DAEMON, '{"debug": true}\n')], { 'docker.json': '{}\n' }) },
      ['web2'],
    )

    expect(outcome.changed).toEqual([{ host: 'web1', changes: [{ path: DAEMON, what: 'changed' }] }])
    expect(at.git('rev-list', '--count', 'main')).toBe('2')
    expect(at.git('show', '--stat', '--format=', 'main')).toContain('1 file changed, 1 insertion(+), 1 deletion(-)')
    const log = at.git('log', '-1', '-p', '--format=%an %cI%n%B')
    expect(log).toContain('ann on ctl 2026-11-02T02:17:00')
    expect(log).toContain('Backup of 1 host: 1 changed\n\nweb1: changed /etc/docker/daemon.json\n\nNot backed up: web2')
    expect(log).toContain('Longshore-Run: run-2')
    expect(log).toContain('--- a/web1/files/etc/docker/daemon.json')
    expect(log).toContain('-{"debug": false}\n+{"debug": true}')
  })

  test('gets no commit where nothing is new, and knows all the same when each host was seen last', async () => {
    const at = aStore()
    const fleet = { web1: snapshot([file(DAEMON, '{}\n')]) }
    const { version } = await backUp(at, 'run-1', fleet)
    at.clock.advance(86_400_000)
    const second = await backUp(at, 'run-2', fleet)

    expect(second).toMatchObject({ version, changed: [], unchanged: 1 })
    expect(at.git('rev-list', '--count', 'main')).toBe('1')
    expect(must(await at.store.newest()).get('web1')).toEqual({
      time: new Date('2026-11-02T02:17:00Z'),
      version,
      run: 'run-2',
    })
  })

  test('keeps bytes, modes, owners, contexts, links, folders and what is not there', async () => {
    const at = aStore()
    const bytes = Buffer.from([0, 255, 13, 10, 0x80])
    const taken = snapshot([
      { path: '/etc/docker/certs.d', kind: 'folder', mode: 0o755, uid: 0, gid: 0 },
      {
        path: '/etc/docker/certs.d/.git/x y%"z',
        kind: 'file',
        mode: 0o4755,
        uid: 7,
        gid: 8,
        content: bytes,
        context: 'a:b:c:s0',
      },
      { path: DAEMON, kind: 'link', target: '../daemon json', uid: 1, gid: 2 },
    ])
    const { version = '' } = await backUp(at, 'run-1', { 'web/1': taken })

    expect(must(await at.store.read('web/1', version))).toEqual(taken)
    expect(must(await at.store.hosts())).toEqual(['web/1'])
  })

  test('tells of a mode, an owner and a file that is gone', async () => {
    const at = aStore()
    await backUp(at, 'run-1', { web1: snapshot([file('/etc/a', 'a'), file('/etc/b', 'b'), file('/etc/c', 'c')]) })
    const outcome = await backUp(at, 'run-2', {
      web1: snapshot([file('/etc/a', 'a', { mode: 0o600 }), file('/etc/b', 'b', { uid: 5 })]),
    })

    expect(outcome.changed[0]?.changes).toEqual([
      { path: '/etc/a', what: 'changed' },
      { path: '/etc/b', what: 'changed' },
      { path: '/etc/c', what: 'removed' },
    ])
  })

  test('finds a version by its id, its run, a date, a time and an age', async () => {
    const at = aStore()
    const versions: string[] = []
    for (const day of [1, 2, 3]) {
      const { version = '' } = await backUp(at, `run-${day}`, { web1: snapshot([file(DAEMON, `${day}`)]) })
      versions.push(version)
      at.clock.advance(86_400_000)
    }
    const find = async (when: string) => versions.indexOf(must(await at.store.find('web1', when))) + 1

    expect(await find('latest')).toBe(3)
    expect(await find(versions[0]?.slice(0, 8) ?? '')).toBe(1)
    expect(await find('run-2')).toBe(2)
    expect(await find('2026-11-02')).toBe(2)
    expect(await find('2026-11-02T02:16')).toBe(1)
    expect(await find('2d')).toBe(2)
    expect(mustFail(await at.store.find('web1', '2026-10-31')).message).toBe(
      'there is no backup of web1 as of 2026-10-31',
    )
    expect(mustFail(await at.store.find('web1', 'someday')).message).toBe(
      "'someday' is no backup: no version, run, date or age",
    )
    expect(mustFail(await at.store.find('web9', 'latest')).message).toBe('there is no backup of web9')
  })

  test('says so where there is none yet, or where the folder is something else', async () => {
    const at = aStore()
    expect(mustFail(await at.store.versions())).toMatchObject({ code: 'BACKUP_NOT_FOUND' })
    const folder = aStore().folder.replace(/\/store$/, '')
    writeFileSync(join(folder, 'letter.txt'), 'mine')
    expect(mustFail(await aStore({ folder }).store.begin('run')).message).toContain('is a folder of something else')
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['letter.txt']))
  })

  test('runs no hook and asks for no signature, whatever the configuration of the user says', async () => {
    const at = aStore()
    await backUp(at, 'run-1', { web1: snapshot([file(DAEMON, '1')]) })
    const marker = join(at.folder, 'hooked')
    at.git('config', 'commit.gpgSign', 'true')
    at.git('config', 'core.hooksPath', at.folder)
    writeFileSync(join(at.folder, 'reference-transaction'), `#!/bin/sh\ntouch ${marker}\n`)
    chmodSync(join(at.folder, 'reference-transaction'), 0o755)
    process.env['GIT_DIR'] = '/nonexistent'
    try {
      await backUp(at, 'run-2', { web1: snapshot([file(DAEMON, '2')]) })
    } finally {
      delete process.env['GIT_DIR']
    }
    expect(at.git('rev-list', '--count', 'main')).toBe('2')
    expect(readdirSync(at.folder)).not.toContain('hooked')
  })
})

describe('secrets in the store', () => {
  const CONFIG = '/root/.docker/config.json'
  const PASSWORD = 'hunter2hunter2'

  test('are encrypted, shown masked, known again, and opened by an identity', async () => {
    const identity = await generateIdentity()
    const at = aStore({ encryptTo: [await identityToRecipient(identity)] })
    const fleet = { web1: snapshot([secret(CONFIG, PASSWORD, '{"auths": "***"}\n')]) }
    const { version = '' } = await backUp(at, 'run-1', fleet)

    expect((await backUp(at, 'run-2', fleet)).changed).toEqual([])
    const everything = at.git('log', '-p', '--all')
    expect(everything).toContain('{"auths": "***"}')
    expect(everything).toContain('BEGIN AGE ENCRYPTED FILE')
    expect(everything).not.toContain(PASSWORD)
    expect(must(await at.store.read('web1', version)).entries[0]).toMatchObject({ content: undefined })

    const identityFile = join(at.folder, 'identity.txt')
    writeFileSync(identityFile, `# mine\n${identity}\n`)
    const opened = aStore({ folder: at.folder, identityFile }).store
    expect(must(await opened.read('web1', version)).entries[0]).toMatchObject({ content: Buffer.from(PASSWORD) })
    expect(must(await opened.verify())).toMatchObject({ opened: 1, sealed: 0, problems: [] })

    const changed = await backUp(at, 'run-3', { web1: snapshot([secret(CONFIG, 'another', '{"auths": "***"}\n')]) })
    expect(changed.changed[0]?.changes).toEqual([{ path: CONFIG, what: 'changed' }])
  })

  test('are encrypted anew where the recipients are others', async () => {
    const identities = await Promise.all([generateIdentity(), generateIdentity()])
    const [first = '', second = ''] = await Promise.all(identities.map((identity) => identityToRecipient(identity)))
    const at = aStore({ encryptTo: [first] })
    const fleet = { web1: snapshot([secret(CONFIG, PASSWORD)]) }
    await backUp(at, 'run-1', fleet)
    const both = { ...at, store: aStore({ folder: at.folder, encryptTo: [first, second] }).store }
    const { version = '' } = await backUp(both, 'run-2', fleet)

    const identityFile = join(at.folder, 'second.txt')
    writeFileSync(identityFile, identities[1])
    const opened = aStore({ folder: at.folder, identityFile }).store
    expect(must(await opened.read('web1', version)).entries[0]).toMatchObject({ content: Buffer.from(PASSWORD) })
    expect((await backUp(both, 'run-3', fleet)).changed).toEqual([])
  })

  test('are left out where nobody is named to encrypt them to, and that is said', async () => {
    const at = aStore()
    const outcome = await backUp(at, 'run-1', { web1: snapshot([secret(CONFIG, PASSWORD)]) })

    expect(outcome.leftOut).toEqual([{ host: 'web1', paths: [CONFIG] }])
    expect(at.git('show', 'main')).not.toContain(PASSWORD)
    expect(at.git('show', 'main:web1/manifest.json')).toContain('"secret":"left-out"')
  })

  test('cannot be guessed from the repository: the hash of a secret is keyed with what no commit has', async () => {
    const recipient = await identityToRecipient(await generateIdentity())
    const marks = await Promise.all(
      [aStore({ encryptTo: [recipient] }), aStore({ encryptTo: [recipient] })].map(async (at) => {
        await backUp(at, 'run-1', { web1: snapshot([secret(CONFIG, PASSWORD)]) })
        expect(readFileSync(join(at.folder, 'longshore', 'secret.key'))).toHaveLength(32)
        return /"secret":"(\w+)"/.exec(at.git('show', 'main:web1/manifest.json'))?.[1]
      }),
    )
    expect(marks[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(marks[0]).not.toBe(marks[1])
  })

  test('need an identity that fits', async () => {
    const at = aStore({ encryptTo: [await identityToRecipient(await generateIdentity())] })
    const { version = '' } = await backUp(at, 'run-1', { web1: snapshot([secret(CONFIG, PASSWORD)]) })
    const identityFile = join(at.folder, 'other.txt')
    writeFileSync(identityFile, await generateIdentity())

    const other = aStore({ folder: at.folder, identityFile }).store
    expect(mustFail(await other.read('web1', version)).message).toContain(`does not open the backup of ${CONFIG}`)
    expect(must(await other.verify()).problems).toEqual([`web1: the identity does not open ${CONFIG}`])
    const none = aStore({ folder: at.folder, identityFile: '/nonexistent' }).store
    expect(mustFail(await none.read('web1', version)).message).toContain('there is no such file')
  })
})
