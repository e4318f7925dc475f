import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProgramName } from '../../../src/cli/programs/program-name.ts'
import { runProgram } from '../../../src/cli/programs/run-program.ts'
import { localComposition } from '../../kit/local-composition.ts'

const PLAYBOOK = `
- hosts: testgroup
  gather_facts: false
  tasks:
    - name: first
      debug: msg="{{ x | default('none') }}"
    - name: second
      debug: msg=two
      tags: t2
    - name: skipped
      debug: msg=never
      when: false
`
let cwd: string

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'programs-'))
  await writeFile(join(cwd, 'site.yml'), PLAYBOOK)
  await writeFile(join(cwd, 'hosts'), '[testgroup]\ntesthost ansible_connection=local\n')
})

afterEach(() => rm(cwd, { recursive: true, force: true }))

async function run(program: ProgramName, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { composition, stdout, stderr } = localComposition({ cwd, home: cwd, env })
  const code = await runProgram(program, args, composition)
  return { code, stdout: stdout(), stderr: stderr() }
}

describe('a command line of Ansible', () => {
  test.each([[['--vers']], [['site.yml', '-i', 'hosts', '--version']]])(
    '%j tells the version, in words that scripts take apart',
    async (args) => {
      const { code, stdout } = await run('ansible-playbook', args)

      expect(code).toBe(0)
      expect(stdout).toMatch(/^ansible-playbook \[core 2\.14\.\d+\] \(Longshore 0\.0\.0\)\n {2}config file = None\n/)
    },
  )

  test.each([
    [
      ['-m', 'shell', '-a', 'echo a; exit 3', '-o'],
      2,
      /^testhost \| FAILED! => \{"changed": true,"cmd": "echo a; exit 3",/,
    ],
    [['-m', 'script', '-a', './said.sh'], 0, /^testhost \| CHANGED => \{\n {4}"changed": true,\n {4}"rc": 0,/],
    [
      ['-a', 'echo hi warn=no'],
      2,
      /^testhost \| FAILED \| rc=-1 >>\nUnsupported parameters for \(command\) module: warn\./,
    ],
  ])('ansible testhost %j prints what the callbacks of Ansible print', async (args, code, words) => {
    await writeFile(join(cwd, 'said.sh'), '#!/bin/sh\necho said\n', { mode: 0o700 })

    const told = await run('ansible', ['testhost', '-i', 'hosts', ...args])

    expect(told.code).toBe(code)
    expect(told.stdout).toMatch(words)
  })

  test.each([
    [['-ihosts', 'site.yml', '-ex=1'], '"msg": "1"'],
    [['site.yml', '--inventory-file', 'hosts', '--extra', '{"x": "json"}'], '"msg": "json"'],
    [['-i=hosts', '-vvi', 'hosts', 'site.yml', '-e', 'x=a', '-e', 'x=b'], '"msg": "b"'],
    [['--inventory=hosts', 'site.yml', 'site.yml', '--tag', 't2'], '"msg": "two"'],
    [['site.yml', '-i', 'hosts', '--start', 'sec*'], 'TASK [second]'],
    [['site.yml', '-i', 'hosts', '-l', 'testhost', '--list-h'], 'hosts (1):\n      testhost'],
  ])('%j is understood as argparse does', async (args, words) => {
    const { code, stdout } = await run('ansible-playbook', args)

    expect({ code, found: stdout.includes(words) }).toEqual({ code: 0, found: true })
  })

  test.each([
    [[], 'the following arguments are required: playbook'],
    [['site.yml', '--lis'], 'ambiguous option: --lis could match --list-hosts, --list-tasks, --list-tags'],
    [['site.yml', '-f', 'x'], "argument -f/--forks: invalid int value: 'x'"],
    [['site.yml', '-f0'], 'The number of processes (--forks) must be >= 1'],
    [['site.yml', '--nope'], 'unrecognized arguments: --nope'],
    [['site.yml', '-k', '--conn-pass-file', 'f'], "cannot be used with option '-k, --ask-pass'"],
    [['site.yml', '-J', '--vault-pass-file', 'f'], "cannot be used with option '-J, --ask-vault-pass'"],
    [['site.yml', '--vault-id'], 'argument --vault-id: expected one argument'],
  ])('%j is refused with exit code 2', async (args, words) => {
    const { code, stderr } = await run('ansible-playbook', args)

    expect(code).toBe(2)
    expect(stderr).toMatch(/^usage: ansible-playbook /)
    expect(stderr).toContain(words)
  })

  test.each([
    ['ansible-playbook', ['gone.yml'], 1, 'ERROR! the playbook: gone.yml could not be found'],
    ['ansible-playbook', ['.'], 1, 'ERROR! the playbook: . does not appear to be a file'],
    ['ansible-playbook', ['bad.yml'], 4, "ERROR! couldn't resolve module/action 'foo'"],
    ['ansible', ['all'], 5, 'No argument passed to command module'],
    ['ansible-inventory', ['-i', 'hosts'], 5, 'ERROR! No action selected'],
    ['ansible-inventory', ['-i', 'hosts', '--list', '--graph'], 5, 'ERROR! Conflicting options used'],
    ['ansible-playbook', ['site.yml', '-i', 'hosts', '--scp-extra-args', '-l 1'], 0, '--scp-extra-args has no effect'],
  ] as const)('%s %j ends with %i', async (program, args, expected, words) => {
    await writeFile(join(cwd, 'bad.yml'), '- hosts: all\n  tasks:\n    - foo:\n')

    const { code, stderr } = await run(program, args)

    expect({ code, found: stderr.includes(words) }).toEqual({ code: expected, found: true })
  })

  test('ansible --tree writes a file a host', async () => {
    await run('ansible', ['all', '-i', 'hosts', '-m', 'debug', '-a', 'msg=hi', '-t', 'out'])

    expect(JSON.parse(await readFile(join(cwd, 'out', 'testhost'), 'utf8'))).toEqual({ msg: 'hi' })
  })

  test('ansible-inventory --output writes to a file, with extra variables in it', async () => {
    const { stdout } = await run('ansible-inventory', ['-i', 'hosts', '--list', '-e', 'x=1', '--output', 'list.json'])

    const list = JSON.parse(await readFile(join(cwd, 'list.json'), 'utf8')) as { _meta: { hostvars: object } }
    expect(stdout).toBe('')
    expect(list._meta.hostvars).toEqual({ testhost: { ansible_connection: 'local', x: '1' } })
  })
})

describe('ansible.cfg and ANSIBLE_*', () => {
  test('give the inventory, tags and the look of the output', async () => {
    await writeFile(
      join(cwd, 'ansible.cfg'),
      '[defaults]\ninventory = hosts\ndisplay_skipped_hosts = no\n[tags]\nskip = t2\n',
    )

    const { stdout } = await run('ansible-playbook', ['site.yml', '-v'])

    expect(stdout).toContain(`Using ${join(cwd, 'ansible.cfg')} as config file\n`)
    expect(stdout.match(/^TASK \[\w+\]/gm)).toEqual(['TASK [first]'])
  })

  test.each([
    [{ ANSIBLE_DISPLAY_OK_HOSTS: 'no' }, ['TASK [skipped]']],
    [{ ANSIBLE_RUN_TAGS: 't2' }, ['TASK [second]']],
    [{ ANSIBLE_STDOUT_CALLBACK: 'minimal' }, []],
  ])('%j shows %j', async (env, banners) => {
    const { stdout } = await run('ansible-playbook', ['site.yml', '-i', 'hosts'], env)

    expect(stdout.match(/^TASK \[\w+\]/gm) ?? []).toEqual(banners)
  })

  test.each([
    [
      { ANSIBLE_GATHERING: 'bogus' },
      'Invalid value "bogus" for configuration option "setting: DEFAULT_GATHERING ", valid values are: implicit, explicit, smart',
    ],
    [
      { ANSIBLE_TASK_TIMEOUT: 'soon' },
      "Invalid type for configuration option setting: TASK_TIMEOUT (from env: ANSIBLE_TASK_TIMEOUT): invalid literal for int() with base 10: 'soon'",
    ],
  ])('that cannot be, %j, are refused in the words of ansible-core', async (env, words) => {
    const { code, stderr } = await run('ansible-playbook', ['site.yml', '-i', 'hosts'], env)

    expect({ code, stderr }).toEqual({ code: 5, stderr: `ERROR: ${words}\n` })
  })

  test('mark what is only checked', async () => {
    const { stdout } = await run('ansible-playbook', ['site.yml', '-i', 'hosts', '-C'], {
      ANSIBLE_CHECK_MODE_MARKERS: '1',
    })

    expect(stdout.match(/^(?:DRY RUN|PLAY .*|TASK .*) \*/gm)?.length).toBe(7)
    expect(stdout).toContain('TASK [first] [CHECK MODE] *')
  })

  test('colour the output where they force it', async () => {
    const { stdout } = await run('ansible-playbook', ['site.yml', '-i', 'hosts'], { ANSIBLE_FORCE_COLOR: '1' })

    expect(stdout).toContain('\u001b[0;36mskipping: [testhost]\u001b[0m')
  })

  test('takes what ansible.cfg and the environment say of a task and of an inventory', async () => {
    await writeFile(join(cwd, 'ansible.cfg'), '[defaults]\nmodule_name = debug\nmodule_args = msg=set\n')
    await writeFile(join(cwd, 'groups'), '[web]\nw1\n[web:vars]\nsize=3\n')

    const told = await run('ansible', ['testhost', '-i', 'hosts'])
    const listed = await run('ansible-inventory', ['-i', 'groups', '--list'], { ANSIBLE_INVENTORY_EXPORT: 'yes' })

    expect(told.stdout).toBe('testhost | SUCCESS => {\n    "msg": "set"\n}\n')
    expect(JSON.parse(listed.stdout)).toMatchObject({ web: { hosts: ['w1'], vars: { size: 3 } } })
  })
})
