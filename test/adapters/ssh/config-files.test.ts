import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filesOf } from '../../../src/adapters/ssh/config/files-of.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-include-'))
  await mkdir(join(folder, 'conf.d'))
  const names = ['b.conf', 'a.conf', '.hidden.conf', '.conf', 'a.txt', 'conf']
  for (const name of names) await writeFile(join(folder, 'conf.d', name), '')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each([
  ['conf.d/*.conf', ['a.conf', 'b.conf']],
  ['conf.d/a*', ['a.conf', 'a.txt']],
  ['conf.d/a.conf', ['a.conf']],
  ['conf.d/.h*.conf', ['.hidden.conf']],
  ['conf.d/[ab].conf', ['a.conf', 'b.conf']],
  ['*.d/*.c*f', ['a.conf', 'b.conf']],
  ['conf.d/missing', []],
  ['missing/*.conf', []],
  ['conf.d/a.conf/*', []],
])('the pattern %s of Include names %j, in order', async (pattern, names) => {
  expect(await filesOf(join(folder, pattern))).toEqual(names.map((name) => join(folder, 'conf.d', name)))
})
