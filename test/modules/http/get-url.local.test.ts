import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Vars } from '../../../src/model/vars.ts'
import { getUrl } from '../../../src/modules/get-url/index.ts'
import { runModule, type RunModuleOptions } from '../run-module.ts'
import { startWebServer, type WebServer } from './web-server.ts'

let root = ''
let server: WebServer
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'longshore-get-'))
  server = await startWebServer()
})
afterAll(async () => {
  rmSync(root, { recursive: true })
  await server.close()
})

const sum = (text: string, algorithm: string) => createHash(algorithm).update(text).digest('hex')
const SHA1 = sum('plain\n', 'sha1')

function fresh(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(root, 'case-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const get = (path: string, args: Vars, options: RunModuleOptions = {}) =>
  runModule(getUrl, { url: path.includes('://') ? path : `${server.url}${path}`, ...args }, options)

describe('get_url answers as ansible-core 2.14 does', () => {
  test('downloads a file, and its undo takes it away', async () => {
    const dest = join(fresh(), 'f')

    const ran = await get('/plain.txt', { dest, mode: '0600' })

    expect(ran).toMatchObject({
      status: 'changed',
      values: {
        dest,
        status_code: 200,
        msg: 'OK (6 bytes)',
        checksum_src: SHA1,
        checksum_dest: null,
        md5sum: sum('plain\n', 'md5'),
        mode: '0600',
        size: 6,
      },
    })
    expect(readFileSync(dest, 'utf8')).toBe('plain\n')
    expect(statSync(dest).mode & 0o777).toBe(0o600)
    await ran.undo()
    expect(existsSync(dest)).toBe(false)
  })

  test('changes nothing where the file is the same', async () => {
    const dest = join(fresh({ f: 'plain\n' }), 'f')

    const ran = await get('/plain.txt', { dest })

    expect(ran).toMatchObject({ status: 'ok', values: { checksum_dest: SHA1, checksum_src: SHA1 } })
  })

  test('keeps a copy of what it replaces, and its undo brings it back', async () => {
    const dest = join(fresh({ f: 'other\n' }), 'f')

    const ran = await get('/plain.txt', { dest, backup: true })

    expect(ran.status).toBe('changed')
    expect(readFileSync(String(ran.values['backup_file']), 'utf8')).toBe('other\n')
    await ran.undo()
    expect(readFileSync(dest, 'utf8')).toBe('other\n')
  })

  test('is not sent what did not change, unless it is forced', async () => {
    const dest = join(fresh({ f: 'other\n' }), 'f')

    const ran = await get('/once.txt', { dest })
    const forced = await get('/once.txt', { dest, force: true })

    expect(ran).toMatchObject({ status: 'ok', values: { status_code: 304, msg: 'HTTP Error 304: Not Modified' } })
    expect(forced.status).toBe('changed')
  })

  test.each([
    ['/plain.txt', 'plain.txt'],
    ['/named', 'real.txt'],
  ])('%s goes into a folder as %s', async (path, name) => {
    const folder = fresh()

    const ran = await get(path, { dest: folder })

    expect(ran.values['dest']).toBe(join(folder, name))
    expect(existsSync(join(folder, name))).toBe(true)
  })

  test.each([
    ['/nope', {}, 'Request failed'],
    ['http://127.0.0.1:1/', {}, 'Request failed: <urlopen error [Errno 111] Connection refused>'],
    ['/plain.txt', { dest: 'nope/f' }, 'Destination'],
    ['/plain.txt', { checksum: 'sha1:00' }, `did not match 00; it was ${SHA1}.`],
    ['/plain.txt', { checksum: 'abc' }, 'The checksum parameter has to be in format <algorithm>:<checksum>'],
    ['/plain.txt', { checksum: 'shax:00' }, "with algorithm 'shax'. Available algorithms: md5, sha1"],
    ['/plain.txt', { checksum: 'sha1:xyz' }, 'The checksum format is invalid'],
  ])('fails for %s with %j and leaves nothing', async (path, args, message) => {
    const folder = fresh()

    const ran = await get(path, { ...args, dest: join(folder, 'dest' in args ? args.dest : 'f') })

    expect(ran.status).toBe('failed')
    expect(ran.error?.message).toContain(message)
    expect(existsSync(join(folder, 'f'))).toBe(false)
  })

  test('where the checksum is another one it tells both sums, and what was there stays', async () => {
    const dest = join(fresh({ f: 'other\n' }), 'f')

    const ran = await get('/plain.txt', { dest, checksum: 'sha1:00' })

    expect(ran).toMatchObject({
      status: 'failed',
      values: { dest, src: expect.any(String), checksum_src: SHA1, checksum_dest: sum('other\n', 'sha1') },
    })
    expect(readFileSync(dest, 'utf8')).toBe('other\n')
  })

  test.each([
    ['none', 'directory does not exist.'],
    ['f', 'is a file but should be a directory.'],
  ])('a tmp_dest that is no folder (%s) is told before anything is asked', async (name, words) => {
    const folder = fresh({ f: '' })

    const ran = await get('/plain.txt', { dest: join(folder, 'to'), tmp_dest: join(folder, name) })

    expect(ran).toMatchObject({ status: 'failed', values: { elapsed: 0 } })
    expect(ran.error?.message).toBe(`${join(folder, name)} ${words}`)
  })

  test('looks its checksum up in a list, and fails where it is not there', async () => {
    const dest = join(fresh(), 'f')
    const checksum = `sha1:${server.url}/sums`

    const ran = await get('/plain.txt', { dest, checksum })
    const unlisted = await get('/named', { dest, checksum })

    expect(ran.status).toBe('changed')
    expect(unlisted.error?.message).toBe(`Unable to find a checksum for file 'named' in '${server.url}/sums'`)
  })

  test('downloads nothing where the checksum is there already', async () => {
    const dest = join(fresh({ f: 'plain\n' }), 'f')

    const ran = await get('/nope', { dest, checksum: `sha256:${sum('plain\n', 'sha256')}` })

    expect(ran).toMatchObject({ status: 'ok', values: { msg: 'file already exists' } })
  })

  test('in check mode asks for the head alone', async () => {
    const dest = join(fresh(), 'f')

    const ran = await get('/plain.txt', { dest }, { checkMode: true })
    const missing = await get('/nope', { dest }, { checkMode: true })

    expect(ran).toMatchObject({
      status: 'changed',
      values: { msg: 'OK (6 bytes)', checksum_src: sum('', 'sha1'), checksum_dest: null, src: expect.any(String) },
    })
    expect(missing.status).toBe('failed')
    expect(existsSync(dest)).toBe(false)
  })

  test('takes a file:// URL of the host', async () => {
    const folder = fresh({ a: 'x\n' })
    mkdirSync(join(folder, 'd'))

    const ran = await get(`file://${folder}/a`, { dest: join(folder, 'd') })

    expect(ran).toMatchObject({
      status: 'changed',
      values: { status_code: null, msg: 'OK (2 bytes)', dest: join(folder, 'd/a') },
    })
  })
})
