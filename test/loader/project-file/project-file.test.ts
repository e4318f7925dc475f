import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatPosition } from '../../../src/base/source-position.ts'
import { loadProjectFile } from '../../../src/loader/project-file/load-project-file.ts'
import { parseProjectFile } from '../../../src/loader/project-file/parse-project-file.ts'

const PATH = '/srv/fleet/longshore.yml'

function settingsOf(text: string) {
  const parsed = parseProjectFile(text, PATH, '/home/ann')
  return parsed.ok ? parsed.value.settings : undefined
}

function problemsOf(text: string): readonly string[] {
  const parsed = parseProjectFile(text, PATH, '/home/ann')
  return parsed.ok ? [] : parsed.error.map((e) => `${e.at === undefined ? '' : formatPosition(e.at)} ${e.message}`)
}

describe('a project file', () => {
  test('gives every setting, paths from its own folder', () => {
    const text = `
inventory: [inventories/lab.yml, "a,b,", /etc/longshore/hosts]
forks: 100
remote_user: deploy
private_key_file: ~/.ssh/fleet
host_key_checking: accept-new
ssh_config: ssh/config
known_hosts: ssh/known_hosts
output: json
timeout: 15
run_timeout: 1h30m
become_password_file: ~/pass
connection_password_file: pass
`

    expect(settingsOf(text)).toEqual({
      inventory: ['/srv/fleet/inventories/lab.yml', 'a,b,', '/etc/longshore/hosts'],
      forks: 100,
      remote_user: 'deploy',
      private_key_file: '/home/ann/.ssh/fleet',
      host_key_checking: 'accept-new',
      ssh_config: '/srv/fleet/ssh/config',
      known_hosts: '/srv/fleet/ssh/known_hosts',
      output: 'json',
      timeout: 15_000,
      run_timeout: 5_400_000,
      become_password_file: '/home/ann/pass',
      connection_password_file: '/srv/fleet/pass',
    })
  })

  test.each([
    ['off', 'off'],
    ['false', 'off'],
    ['true', 'strict'],
    ['"strict"', 'strict'],
  ])('reads host_key_checking: %s as %s', (written, expected) => {
    expect(settingsOf(`host_key_checking: ${written}`)).toEqual({ host_key_checking: expected })
  })

  test('may be empty', () => {
    expect(settingsOf('# nothing yet\n')).toEqual({})
  })

  test.each([
    ['forks: 5\nfork: 10\n', [`${PATH}:2:1 unknown setting 'fork': did you mean 'forks'?`]],
    ['notifications:\n  to: ops\n', [`${PATH}:2:3 notifications: expected a list of targets, found a map`]],
    [
      'forks: many\ntimeout: soon\n',
      [
        `${PATH}:1:8 forks: expected a whole number from 1 to 10000`,
        `${PATH}:2:10 timeout: expected a duration such as 30 (seconds), 90s or 2m`,
      ],
    ],
    ['forks: 0', [`${PATH}:1:8 forks: expected a whole number from 1 to 10000`]],
    ['output: xml', [`${PATH}:1:9 output: expected default, ansible, json or quiet`]],
    ['output: xml', [`${PATH}:1:9 output: expected default, ansible, json or quiet`]],
    ['host_key_checking: maybe', [`${PATH}:1:20 host_key_checking: expected strict, accept-new or off`]],
    ['remote_user: [a]', [`${PATH}:1:14 remote_user: expected a user name`]],
    [
      'inventory: {a: 1}',
      [`${PATH}:1:12 inventory: expected a path, a list of hosts such as "a,b,", or a YAML list of these`],
    ],
    ['- forks', [`${PATH}:1:1 a project file is a map of settings, and this is a list`]],
    ['forks: 1\nforks: 2\n', [`${PATH}:2:1 the key 'forks' is written twice, first in line 1`]],
  ])('refuses %j', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems)
  })
})

describe('finding it', () => {
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'project-'))
    await mkdir(join(folder, 'a', 'b'), { recursive: true })
  })

  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('takes the nearest one upwards', async () => {
    await writeFile(join(folder, 'longshore.yml'), 'forks: 1')
    await writeFile(join(folder, 'a', 'longshore.yml'), 'forks: 2\ninventory: hosts')

    const loaded = await loadProjectFile(join(folder, 'a', 'b'), '/home/ann')

    expect(loaded).toMatchObject({
      ok: true,
      value: {
        path: join(folder, 'a', 'longshore.yml'),
        settings: { forks: 2, inventory: [join(folder, 'a', 'hosts')] },
      },
    })
  })

  test('says so where it cannot be read', async () => {
    await mkdir(join(folder, 'longshore.yml'))

    const loaded = await loadProjectFile(folder, '/home/ann')

    expect(loaded).toMatchObject({
      ok: false,
      error: [{ code: 'FILE_UNREADABLE', message: expect.stringContaining('longshore.yml cannot be read') }],
    })
  })
})
