import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadAnsibleConfig } from '../../../src/loader/ansible-config/load-ansible-config.ts'
import { parseIni } from '../../../src/loader/ansible-config/parse-ini.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ansible-config-'))
  await mkdir(join(folder, 'home'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

async function loaded(env: Readonly<Record<string, string>> = {}) {
  const config = await loadAnsibleConfig({ cwd: folder, home: join(folder, 'home'), env })
  return config.ok ? config.value : config.error.map(({ message, at }) => `${at?.line ?? '-'} ${message}`)
}

describe('an ansible.cfg', () => {
  test('gives paths relative to itself, ~ and variables expanded', async () => {
    await mkdir(join(folder, 'sub'))
    await writeFile(
      join(folder, 'sub', 'my.cfg'),
      '[defaults]\ninventory = hosts,more ; two\nroles_path = ~/roles:$ROLES:{{CWD}}/r\n',
    )

    expect(await loaded({ ANSIBLE_CONFIG: 'sub/my.cfg', ROLES: '/opt/roles' })).toMatchObject({
      path: join(folder, 'sub', 'my.cfg'),
      file: {
        inventory: [join(folder, 'sub', 'hosts'), join(folder, 'sub', 'more')],
        rolesPath: [join(folder, 'home', 'roles'), '/opt/roles', join(folder, 'r')],
      },
    })
  })

  test('is looked for in ANSIBLE_CONFIG, here and in the home folder', async () => {
    await writeFile(join(folder, 'home', '.ansible.cfg'), '[defaults]\nforks = 1\n')
    const fromHome = await loaded()
    await writeFile(join(folder, 'ansible.cfg'), '[defaults]\nforks = 2\n')
    const fromHere = await loaded({ ANSIBLE_CONFIG: 'missing.cfg' })

    expect(fromHome).toMatchObject({ file: { forks: 1 } })
    expect(fromHere).toMatchObject({ file: { forks: 2 } })
  })

  test('is not read from a folder that anybody may write to, and that is told', async () => {
    await writeFile(join(folder, 'ansible.cfg'), '[defaults]\nforks = 2\n')
    await chmod(folder, 0o777)

    expect(await loaded()).toMatchObject({
      file: {},
      warnings: [expect.stringContaining('world writable directory')],
    })
  })

  test('names what is not usable by its line, all of it', async () => {
    await writeFile(join(folder, 'ansible.cfg'), '[defaults]\nforks = many\ngathering = sometimes\n')

    expect(await loaded({ ANSIBLE_TIMEOUT: 'soon' })).toEqual([
      "- ANSIBLE_TIMEOUT: expected a whole number, found 'soon'",
      "2 [defaults] forks: expected a whole number, found 'many'",
      "3 [defaults] gathering: expected implicit, explicit, smart, found 'sometimes'",
    ])
  })

  test('is refused where it is broken', async () => {
    await writeFile(join(folder, 'ansible.cfg'), 'forks = 1\n[defaults]\nforks\nforks = 1\nforks = 2\n[defaults]\n')

    expect(await loaded()).toEqual(
      [
        '1 Error reading config file (F): there is no [section] above this line',
        '3 Error reading config file (F): expected key = value',
        "5 Error reading config file (F): 'forks' is written twice in [defaults]",
        '6 Error reading config file (F): the section [defaults] is written twice',
      ].map((line) => line.replace('F', join(folder, 'ansible.cfg'))),
    )
  })

  test('tells of keys that nothing heeds, but not of those that change nothing', async () => {
    await writeFile(
      join(folder, 'ansible.cfg'),
      '[defaults]\nnocows = 1\nnot_known = timer\n[ssh_connection]\npipelining = true\n[other]\nx = 1\n',
    )

    expect(await loaded()).toMatchObject({ ignored: ['[defaults] not_known', '[other] x'] })
  })

  test('gives way to the variables', async () => {
    await writeFile(join(folder, 'ansible.cfg'), '[defaults]\nhost_key_checking = False\n')

    expect(await loaded({ ANSIBLE_HOST_KEY_CHECKING: 'yes', ANSIBLE_NOCOLOR: '1' })).toMatchObject({
      env: { hostKeyChecking: true, noColor: true },
      file: { hostKeyChecking: false },
    })
  })
})

describe('parseIni', () => {
  test.each([
    ['[a]\nk: v', [['a.k', 'v']]],
    ['[a]\nK = v # kept', [['a.k', 'v # kept']]],
    ['[a]\nk = v ; dropped', [['a.k', 'v']]],
    [
      '[a]\nk = one\n  two\n\n# no\n; no\n[b]\nk=',
      [
        ['a.k', 'one\ntwo'],
        ['b.k', ''],
      ],
    ],
    ['[a]\nk = x=y', [['a.k', 'x=y']]],
  ])('reads %j', (text, expected) => {
    const { values, problems } = parseIni(text)

    expect(problems).toEqual([])
    expect([...values].map(([key, { value }]) => [key, value])).toEqual(expected)
  })
})
