import { expect, test } from '@jest/globals'
import { keepsLogin } from '../../src/engine/keeps-login.ts'
import type { Step } from '../../src/model/plan.ts'
import { exec, shell, type PlainCommand } from '../../src/model/remote-command.ts'

const step = (run: PlainCommand, files?: readonly string[]): Step => ({
  summary: 'do it',
  run,
  ...(files !== undefined && { files }),
})
const write = (path: string) => step({ kind: 'write', path, content: '' })
const remove = (path: string) => step({ kind: 'remove', path, recursive: true })
const move = (from: string, to: string) => step({ kind: 'move', from, to })

test.each<[string, readonly Step[]]>([
  ['a file of a program', [write('/srv/app/config.json')]],
  ['files of several', [write('/etc/docker/daemon.json'), remove('/opt/app/old'), move('/tmp/a', '/var/www/a')]],
  ['a script that says which files are its own', [step(shell('touch "$1"', '/srv/a'), ['/srv/a'])]],
  ['no step at all', []],
])('a login is as before after a change of %s', (_what, steps) => {
  expect(keepsLogin(steps)).toBe(true)
})

test.each<[string, readonly Step[]]>([
  ['the environment of all logins', [write('/etc/environment')]],
  ['groups', [write('/etc/group')]],
  ['what sudo allows', [write('/etc/sudoers.d/ops')]],
  ['limits', [write('/etc/security/limits.d/docker.conf')]],
  ['a home', [write('/home/ops/notes.txt')]],
  ["root's home", [write('/root/notes.txt')]],
  ['a home elsewhere', [write('/srv/people/ops/.bashrc')]],
  ['a folder from which .. leads out', [write('/srv/../etc/environment')]],
  ['a name without a folder', [write('daemon.json')]],
  ['a folder of a similar name', [write('/srvx/a'), write('/etc/docker-logins/a')]],
  ['the second of two files', [write('/srv/a'), write('/etc/profile.d/a.sh')]],
  ['what is moved to where logins look', [move('/tmp/a', '/etc/profile')]],
  ['anything, by a script that says nothing', [step(shell('touch "$1"', '/srv/a'))]],
  ['anything, by a program', [step(exec('usermod', '-aG', 'docker', 'ops'))]],
])('a login may be another one after a change of %s', (_what, steps) => {
  expect(keepsLogin(steps)).toBe(false)
})
