import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { copy } from '../../../src/modules/copy/index.ts'
import { file } from '../../../src/modules/file/index.ts'
import { getUrl } from '../../../src/modules/get-url/index.ts'
import { lineinfile } from '../../../src/modules/lineinfile/index.ts'
import { runModule } from '../run-module.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'longshore-flags-'))
})
afterAll(() => {
  spawnSync('chattr', ['-f', '-R', '-ia', root])
  rmSync(root, { recursive: true })
})

function fresh(text = 'one\n', flags = ''): string {
  const path = join(mkdtempSync(join(root, 'case-')), 'f')
  writeFileSync(path, text)
  if (flags !== '') execFileSync('chattr', [`+${flags}`, path])
  return path
}

/** Those that a task sets, without what the file system adds by itself. */
const flagsOf = (path: string) =>
  execFileSync('lsattr', ['-d', path], { encoding: 'utf8' })
    .replace(/ .*/s, '')
    .replace(/[^AaCdi]/g, '')

describe('attributes sets those of chattr', () => {
  test('and the undo puts back the flags and the bytes, also of a file that has become immutable', async () => {
    const path = fresh('one\n', 'd')

    const ran = await runModule(copy, { content: 'two\n', dest: path, attributes: '+i' })

    expect(ran).toMatchObject({ status: 'changed' })
    expect([flagsOf(path), readFileSync(path, 'utf8')]).toEqual(['i', 'two\n'])
    await ran.undo()
    expect([flagsOf(path), readFileSync(path, 'utf8')]).toEqual(['d', 'one\n'])
  })

  test('of a file that keeps its bytes the undo puts back every flag', async () => {
    const path = fresh('one\n', 'di')

    const ran = await runModule(file, { path, attributes: '-i' })

    expect(flagsOf(path)).toBe('d')
    await ran.undo()
    expect(flagsOf(path)).toBe('id')
  })

  test('a new file that is immutable is taken away by the undo', async () => {
    const path = join(mkdtempSync(join(root, 'case-')), 'new')

    const ran = await runModule(copy, { content: 'new\n', dest: path, attributes: 'i' })

    expect(flagsOf(path)).toBe('i')
    await ran.undo()
    expect(existsSync(path)).toBe(false)
  })

  test('of a download too, and its undo takes it away', async () => {
    const from = fresh()
    const dest = join(mkdtempSync(join(root, 'case-')), 'got')

    const ran = await runModule(getUrl, { url: `file://${from}`, dest, attributes: '+i' })

    expect([ran.status, flagsOf(dest)]).toEqual(['changed', 'i'])
    await ran.undo()
    expect(existsSync(dest)).toBe(false)
  })

  test('check mode says what would change and changes nothing', async () => {
    const path = fresh()

    const ran = await runModule(lineinfile, { path, line: 'one', attributes: '+A' }, { checkMode: true })

    expect(ran).toMatchObject({ status: 'changed', values: { msg: 'ownership, perms or SE linux context changed' } })
    expect(ran.plan).toMatchObject({ diff: [{ path: `${path} (attributes)`, after: 'attributes: +A\n' }] })
    expect(flagsOf(path)).toBe('')
  })

  test('with recurse of everything below a folder, symlinks left alone', async () => {
    const folder = mkdtempSync(join(root, 'case-'))
    mkdirSync(join(folder, 'in'))
    writeFileSync(join(folder, 'in', 'f'), '')
    execFileSync('ln', ['-s', '/nowhere', join(folder, 'link')])

    const ran = await runModule(file, { path: folder, state: 'directory', recurse: true, attributes: '+d' })

    expect([ran.status, flagsOf(folder), flagsOf(join(folder, 'in', 'f'))]).toEqual(['changed', 'd', 'd'])
    await ran.undo()
    expect([flagsOf(folder), flagsOf(join(folder, 'in', 'f'))]).toEqual(['', ''])
  })

  test('what chattr does not know fails in its words', async () => {
    const ran = await runModule(file, { path: fresh(), attributes: '+z' })

    expect(ran).toMatchObject({ status: 'failed', error: { message: 'chattr failed' } })
    expect(ran.error?.hint).toContain('Usage')
  })
})
