import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readKnownHosts } from '../../../src/adapters/ssh/known-hosts/known-hosts-files.ts'
import { linesFor } from '../../../src/adapters/ssh/known-hosts/lines-for.ts'

const KEY = Buffer.from('\0\0\0\x0bssh-ed25519rest').toString('base64')

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-known-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a file that stays as it is is parsed once, one that grew is read on, one that was rewritten is read anew', async () => {
  const file = join(folder, 'known')
  await writeFile(file, `a ssh-ed25519 ${KEY}\n`)
  const [first, together] = await Promise.all([readKnownHosts([file]), readKnownHosts([file])])
  const again = await readKnownHosts([file])
  await appendFile(file, `b ssh-ed25519 ${KEY}\n`)
  const grown = await readKnownHosts([file])
  await writeFile(file, `c ssh-ed25519 ${KEY}\n`)
  const rewritten = await readKnownHosts([file])

  expect(together).toBe(first)
  expect(again).toBe(first)
  expect(grown.map(({ names, at }) => [names[0], at])).toEqual([
    ['a', `${file}:1`],
    ['b', `${file}:2`],
  ])
  expect(grown[0]).toBe(first[0])
  expect(rewritten.map(({ names, at }) => [names[0], at])).toEqual([['c', `${file}:1`]])
})

test('lines are found by name, whatever its case, and by pattern, in the order of the file', async () => {
  const file = join(folder, 'patterns')
  await writeFile(
    file,
    ['*.example.com', 'web.example.com,10.0.0.1', 'Other', '!web.example.com,*.com', 'web.example.com']
      .map((names) => `${names} ssh-ed25519 ${KEY}\n`)
      .join(''),
  )
  const known = await readKnownHosts([file])
  const placesOf = (name: string) => linesFor(known, name).map(({ at }) => at.slice(file.length + 1))

  expect(placesOf('web.example.com')).toEqual(['1', '2', '5'])
  expect(placesOf('WEB.example.com')).toEqual(['1', '2', '5'])
  expect(placesOf('db.example.com')).toEqual(['1', '4'])
  expect(placesOf('other')).toEqual(['3'])
  expect(placesOf('10.0.0.1')).toEqual(['2'])
  expect(placesOf('absent')).toEqual([])
})
