import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { Controller } from '../../kit/controller.ts'

jest.setTimeout(240_000)

/** Hosts answer once `slow` is gone. */
const SLOW_HOSTS = (folder: string) => `#!/bin/sh
echo x >>${folder}/asked
while [ -e ${folder}/slow ]; do sleep 0.1; done
exit 1
`

let controller: Controller
beforeEach(() => {
  controller = new Controller()
  const { folder } = controller
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/containerd'), SLOW_HOSTS(folder), { mode: 0o755 })
  writeFileSync(join(folder, 'slow'), '')
  writeFileSync(join(folder, 'longshore.yml'), 'inventory: hosts.yml\nbackups: {store: store}\n')
  const hosts = ['a', 'b', 'c'].map((name) => `${name}: {ansible_connection: local}`).join(', ')
  writeFileSync(join(folder, 'hosts.yml'), `all: {hosts: {${hosts}}}\n`)
})
afterEach(() => controller[Symbol.dispose]())

function backUp() {
  const env = { PATH: `${join(controller.folder, 'bin')}:${process.env['PATH'] ?? ''}` }
  return controller.start(['backup', 'all'], { env })
}

async function hostsAreAtWork(): Promise<void> {
  const asked = join(controller.folder, 'asked')
  while (!existsSync(asked) || readFileSync(asked, 'utf8').length < 4) await sleep(20)
}

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-C', join(controller.folder, 'store'), ...args], { encoding: 'utf8' }).trim()
}

test('the first Ctrl-C lets hosts that are at work end, and what they gave is stored', async () => {
  const { child, ended } = backUp()
  await hostsAreAtWork()

  child.kill('SIGINT')
  rmSync(join(controller.folder, 'slow'))
  const { code, output } = await ended

  expect(code).toBe(130)
  expect(output).toContain('Stopping: nothing new is started, what is in flight ends by itself')
  expect(output).toMatch(/Backup of 3 hosts: 3 changed \([0-9a-f]{12} in /)
  expect(git('log', '--format=%s')).toBe('Backup of 3 hosts: 3 changed')
})

test('the second one ends them: nothing of it is stored, earlier backups are there, and the next run goes on', async () => {
  rmSync(join(controller.folder, 'slow'))
  await backUp().ended
  const before = git('rev-parse', 'main')
  writeFileSync(join(controller.folder, 'slow'), '')
  rmSync(join(controller.folder, 'asked'))
  const { child, ended } = backUp()
  await hostsAreAtWork()

  child.kill('SIGINT')
  await sleep(500)
  child.kill('SIGINT')
  const { code, output } = await ended

  expect(code).toBe(130)
  expect(output).toMatch(/^[abc] : ok=0 .*failed=1/m)
  expect(output).toContain('The run was interrupted before it was done')
  expect(git('rev-parse', 'main')).toBe(before)
  expect(git('fsck', '--strict')).not.toMatch(/error|missing/)

  rmSync(join(controller.folder, 'slow'))
  expect((await backUp().ended).output).toContain('Backup of 3 hosts: nothing is new')
})
