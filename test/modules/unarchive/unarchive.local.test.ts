import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unarchive } from '../../../src/modules/unarchive/index.ts'
import { runModule } from '../run-module.ts'

let folder: string
const at = (...path: readonly string[]) => join(folder, ...path)
const sh = (script: string) => execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-unarchive-'))
  mkdirSync(at('o'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const unpack = (src: string, more: object = {}) =>
  runModule(unarchive, { src: at(src), dest: at('o'), remote_src: true, ...more })

test.each([
  ['a name with ..', 'echo evil > f; tar -cf x --transform "s,^,a/../../," f'],
  ['a zip with a name with ..', 'mkdir d; echo evil > f; (cd d && zip -q ../x.zip ../f); mv x.zip x'],
  [
    'a folder that is a link to elsewhere on the host',
    'mkdir away; ln -s ../away o/d; mkdir d; echo evil > d/f; tar -cf x d/f',
  ],
  ['a line end in a name', 'echo evil > "$(printf "a\\nb")"; tar -cf x a*'],
  ['no archive in it', 'echo nothing > x'],
])('an archive with %s is refused, and nothing is written', async (_what, make) => {
  sh(make)
  const before = sh('find . -type f -o -type l | sort')

  const ran = await unpack('x')

  expect(ran.status).toBe('failed')
  expect(ran.error?.message).toMatch(/would write outside of dest|line end in its name|Failed to find handler/)
  expect(sh('find . -type f -o -type l | sort')).toBe(before)
})

test('a link in the archive leads nothing out of the folder', async () => {
  sh('mkdir away; ln -s ../away d; tar -cf x d; rm d; mkdir d; echo evil > d/f; tar -rf x d/f')

  const ran = await unpack('x')

  expect(ran.status).not.toBe('impossible')
  expect(existsSync(at('away/f'))).toBe(false)
})

test('the undo brings back bytes, modes, links and times, and takes away what is new', async () => {
  sh('mkdir -p s/d/new; echo one > s/a; echo two > s/d/b; echo three > s/d/new/c; ln -s b s/d/l; tar -C s -czf x a d')
  sh('mkdir o/d; echo mine > o/a; chmod 604 o/a; ln -s other o/d/l; touch -d 2001-02-03 o/a o/d')
  const look = () => sh('find o -mindepth 1 -printf "%p %y %m %u %g %T@ %l\\n" | sort; cat o/a')
  const before = look()

  const ran = await unpack('x', { mode: '0700' })
  const after = readFileSync(at('o/a'), 'utf8')
  await ran.undo()

  expect(ran.status).toBe('changed')
  expect(after).toBe('one\n')
  expect(look()).toBe(before)
})

test('half of an unpacking is undone, too', async () => {
  sh('mkdir s; echo one > s/a; head -c 300000 /dev/urandom > s/big; tar -C s -czf whole a big; mkdir q; cp whole q/x')
  sh('echo mine > o/a')
  const ran = await unpack('q/x')
  sh('rm o/big')

  await ran.undo()

  expect(readFileSync(at('o/a'), 'utf8')).toBe('mine\n')
  expect(existsSync(at('o/big'))).toBe(false)
})

test('what is too much to be kept has no undo, and a note says so', async () => {
  sh('mkdir s; head -c 5000000 /dev/zero > o/big; echo new > s/big; tar -C s -czf x big')

  const ran = await unpack('x', {})

  expect(ran.plan).toMatchObject({ kind: 'change', notes: [expect.stringContaining('too much to be kept')] })
  expect(ran.plan?.kind === 'change' && ran.plan.steps.map(({ undo }) => undo)).toEqual([undefined])
})

test('an archive of the controller of any size goes there once more for the unpacking, and is not left', async () => {
  sh('mkdir s; head -c 3000000 /dev/urandom > s/big; tar -C s -czf x big')
  const before = sh(`ls ${tmpdir()} | grep -c '^tmp\\.' || true`)

  const ran = await runModule(unarchive, { src: 'x', dest: at('o') }, { files: folder })

  expect(ran.status).toBe('changed')
  expect(statSync(at('o/big')).size).toBe(3_000_000)
  expect(sh(`ls ${tmpdir()} | grep -c '^tmp\\.' || true`)).toBe(before)
})

test('nothing is unpacked where what it creates is there', async () => {
  sh('echo one > a; tar -cf x a')

  const ran = await unpack('x', { creates: at('a') })

  expect(ran.plan).toEqual({ kind: 'skip', reason: `skipped, since ${at('a')} exists` })
})

test('arguments that exclude each other, and addresses, are refused before the host is asked', async () => {
  writeFileSync(at('x'), '')

  const both = await unpack('x', { include: ['a'], exclude: ['b'] })
  const address = await runModule(unarchive, { src: 'https://h/x.tgz', dest: at('o'), remote_src: true })

  expect(both.error?.message).toBe('parameters are mutually exclusive: include|exclude')
  expect(address.error?.hint).toContain('get_url brings it')
  expect([both.roundTrips, address.roundTrips]).toEqual([0, 0])
})
