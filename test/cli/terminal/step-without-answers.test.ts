import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'

const MAIN = join(import.meta.dirname, '../../../src/main.ts')

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-step-'))
  const tasks = '[{debug: {msg: one}}, {debug: {msg: two}}]'
  writeFileSync(join(folder, 'play.yml'), `- {hosts: localhost, gather_facts: false, tasks: ${tasks}}\n`)
})

afterAll(() => rmSync(folder, { recursive: true }))

test('where stdin ends before a task of --step was answered for, the run ends with 2 and says so', () => {
  const args = [MAIN, 'run', '--output', 'ansible', '-i', 'localhost,', '-c', 'local', '--step', 'play.yml']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, input: 'y\n', encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stdout).toContain('"msg": "one"')
  expect(stdout).not.toContain('"msg": "two"')
  expect(stdout).not.toContain('NO MORE HOSTS LEFT')
  expect(stderr).toBe("ERROR! stdin ended before it was said whether to run 'debug'\n")
}, 60_000)
