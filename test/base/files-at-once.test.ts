import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { access, readdir, readFile, stat } from '../../src/base/files-at-once.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-files-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a file is read as bytes, and as text where that is asked for', async () => {
  await writeFile(join(folder, 'text'), 'ä\n')

  expect(await readFile(join(folder, 'text'))).toEqual(Buffer.from('ä\n'))
  expect(await readFile(join(folder, 'text'), 'utf8')).toBe('ä\n')
  expect(await readdir(folder)).toEqual(['text'])
  expect((await stat(join(folder, 'text'))).size).toBe(3)
})

test('what is not there is told by a promise that rejects, as node:fs/promises does', async () => {
  const missing = join(folder, 'missing')

  for (const look of [readFile, readdir, stat, access])
    await expect(look(missing)).rejects.toHaveProperty('code', 'ENOENT')
  await expect(readFile(folder)).rejects.toHaveProperty('code', 'EISDIR')
})

test('a pipe is waited for while the rest goes on, for this very process may be the one that writes to it', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])

  const read = readFile(pipe, 'utf8')
  await writeFile(pipe, 'late')

  expect(await read).toBe('late')
})
