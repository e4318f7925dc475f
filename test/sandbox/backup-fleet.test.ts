import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { Controller } from '../kit/controller.ts'
import { openSandbox } from './with-sandbox.ts'

const HOSTS = 500
const DAEMON_JSON = '/etc/docker/daemon.json'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox(
    Array.from({ length: HOSTS }, (_, index) => ({
      name: `h${index + 1}`,
      docker: '26.1.5',
      containerd: '1.7.24',
      files: { [DAEMON_JSON]: '{"registry-mirrors": ["http://old.example:5000"]}\n' },
    })),
  )
}, 300_000)
afterAll(() => sandbox.close(), 120_000)

test('500 hosts over SSH: one changed file is one commit with one file, and the run after it adds nothing', async () => {
  using controller = new Controller()
  writeFileSync(join(controller.folder, 'longshore.yml'), 'backups: {store: store}\n')
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-C', join(controller.folder, 'store'), ...words], { encoding: 'utf8' })
  const backUp = () => controller.run(['backup', 'all', '-i', sandbox.inventoryFile, '--output', 'quiet'])

  const first = await backUp()
  sandbox.hosts[HOSTS / 2]?.write(DAEMON_JSON, '{"registry-mirrors": ["http://new.example:5000"]}\n')
  const second = await backUp()
  const changed = git('show', '--name-only', '--format=', 'HEAD')
  const third = await backUp()

  expect([first.code, second.code, third.code]).toEqual([0, 0, 0])
  expect(git('ls-tree', '--name-only', 'HEAD').trim().split('\n')).toHaveLength(HOSTS)
  expect(changed).toBe(`h${HOSTS / 2 + 1}/files${DAEMON_JSON}\n`)
  expect(git('rev-list', '--count', 'HEAD')).toBe('2\n')
}, 600_000)
