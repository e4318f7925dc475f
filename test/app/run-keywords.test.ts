import { describe, expect, test } from '@jest/globals'
import { builtinModules } from '../../src/modules/index.ts'
import { fakeConnector } from '../fakes/fake-connector.ts'
import { FakeClock } from '../fakes/fake-clock.ts'
import { fakeHost } from '../fakes/fake-host.ts'
import { countingConnector } from '../kit/counting-connector.ts'
import { runText } from '../kit/run-text.ts'

const LOCAL = 'ansible_connection=local\n'
const tasks = (text: string, play = '') => `
- hosts: all
  gather_facts: false
${play}  tasks:
${text}`

describe('become', () => {
  const seen = async (text: string, options: { play?: string; inventory?: string } = {}) => {
    const host = fakeHost('h1', { answers: [() => ({ stdout: 'ok\n' })] })
    const ran = await runText({
      playbook: tasks(text, options.play),
      inventory: options.inventory ?? 'h1\n',
      connector: fakeConnector([host]),
    })
    expect(ran.problems).toEqual([])
    return host.trips.map(({ options: { become } }) => become && { user: become.user, flags: become.flags })
  }

  test('is inherited from the play, and given up or aimed at another user nearer to the task', async () => {
    const users = await seen(
      `    - {name: a, ping: {}}
    - {name: b, ping: {}, become: false}
    - {name: c, ping: {}, become_user: app}
    - become_user: web
      block:
        - {name: d, ping: {}, become_flags: "-H -n"}
`,
      { play: '  become: true\n' },
    )

    expect(users).toEqual([
      { user: 'root', flags: [] },
      undefined,
      { user: 'app', flags: [] },
      { user: 'web', flags: ['-H', '-n'] },
    ])
  })

  test('follows the variables of the host before any keyword', async () => {
    const users = await seen('    - {name: a, ping: {}}\n', {
      play: '  become: true\n  become_user: app\n',
      inventory: 'h1 ansible_become_user=boss\n',
    })

    expect(users).toEqual([{ user: 'boss', flags: [] }])
  })

  test('keeps the password out of every event', async () => {
    const host = fakeHost('h1', { answers: [() => ({})] })

    const ran = await runText({
      playbook: tasks('    - {name: a, ping: {}}\n', '  become: true\n'),
      inventory: 'h1 ansible_become_password=hunter2\n',
      connector: fakeConnector([host]),
    })

    expect(host.trips[0]?.options.become?.password?.reveal()).toBe('hunter2')
    expect(JSON.stringify(ran.events)).not.toContain('hunter2')
  })

  test('becomes by su where a variable, the play or the flags say so, with its own variables', async () => {
    const host = fakeHost('h1')

    await runText({
      playbook: tasks('    - {name: a, ping: {}}\n', '  become: true\n  become_method: su\n  become_exe: /bin/su\n'),
      inventory: 'h1 ansible_su_flags="- -p" ansible_su_user=app ansible_sudo_user=other\n',
      connector: fakeConnector([host]),
    })

    expect(host.trips[0]?.options.become).toEqual({ method: 'su', user: 'app', flags: ['-', '-p'], exe: ['/bin/su'] })
  })

  test('refuses a method other than sudo and su', async () => {
    const ran = await runText({
      playbook: tasks('    - {name: a, ping: {}}\n', '  become: true\n'),
      inventory: 'h1 ansible_become_method=doas\n',
      connector: fakeConnector([fakeHost('h1')]),
    })

    expect(ran.result('a').error?.message).toBe("the become method 'doas' is not supported")
  })
})

describe('environment', () => {
  test('reaches the commands beside their argv, as text', async () => {
    const host = fakeHost('h1', { answers: [() => ({})] })

    await runText({
      playbook: tasks('    - {name: a, ping: {}, environment: {N: 5, T: "{{ 1 + 1 }}"}}\n'),
      inventory: 'h1\n',
      connector: fakeConnector([host]),
    })

    expect(host.trips[0]?.options.environment).toEqual({ N: '5', T: '2' })
  })
})

describe('pause', () => {
  test('waits on the clock, in seconds or minutes', async () => {
    const clock = new FakeClock({ hurry: true })

    const ran = await runText({
      clock,
      playbook: tasks(`    - {name: a, pause: {seconds: 90}}
    - {name: b, pause: {minutes: 2}}
`),
    })

    expect(clock.sleeps).toEqual([90_000, 120_000])
    expect(ran.result('a').values).toMatchObject({ stdout: 'Paused for 90.0 seconds', delta: 90, changed: false })
    expect(ran.result('b').values).toMatchObject({ stdout: 'Paused for 2.0 minutes', delta: 120 })
  })

  test.each([['{prompt: "Go on?"}'], ['{}']])('asks nobody without a terminal, as Ansible: %s', async (args) => {
    const ran = await runText({ playbook: tasks(`    - {name: a, pause: ${args}}\n`) })

    expect(ran.result('a')).toMatchObject({
      status: 'ok',
      values: { user_input: '', stdout: 'Paused for 0.0 minutes' },
    })
  })

  test('tells what it asks, but not with no_log', async () => {
    const ran = await runText({
      playbook: tasks(`    - {name: a, pause: {prompt: Go on?}}
    - {name: b, no_log: true, pause: {prompt: the secret, echo: false}}
`),
    })

    const told = ran.events.filter((event) => event.type === 'paused')
    expect(told.map(({ prompt, echo }) => ({ prompt, echo }))).toEqual([
      { prompt: 'Go on?', echo: true },
      { prompt: undefined, echo: false },
    ])
  })

  test('refuses both units before anything is connected', async () => {
    const ran = await runText({ playbook: tasks('    - {name: a, pause: {seconds: 1, minutes: 1}}\n') })

    expect(ran.result('a').error?.message).toBe('parameters are mutually exclusive: minutes|seconds')
  })
})

describe('meta', () => {
  test('refuses an action that there is not', async () => {
    const ran = await runText({ playbook: tasks('    - {name: a, meta: flush_handler}\n') })

    expect(ran.problems[0]?.message).toContain(
      "invalid meta action requested: flush_handler: did you mean 'flush_handlers'?",
    )
  })

  test('clear_facts forgets what was gathered, and reset_connection opens a new one', async () => {
    const host = fakeHost('h1', { answers: [() => ({})] })

    const ran = await runText({
      connector: fakeConnector([host]),
      inventory: 'h1\n',
      playbook: tasks(`    - {name: a, ping: {}}
    - meta: reset_connection
    - {name: b, ping: {}}
    - meta: clear_facts
    - {name: c, debug: {msg: "{{ ansible_hostname is defined }}"}}
`),
    })

    expect(host.opened).toBe(2)
    expect(ran.result('c').values['msg']).toBe(false)
  })
})

describe('script', () => {
  test.each(['creates', 'removes'])('is skipped where %s says that it is done', async (keyword) => {
    const path = keyword === 'creates' ? '/' : '/no/such/path'

    const ran = await runText({
      files: { 'go.sh': '#!/bin/sh\necho ran\n' },
      playbook: tasks(`    - {name: a, script: {cmd: go.sh, ${keyword}: ${path}}, register: r}
    - {name: b, debug: {msg: "{{ r is skipped }}"}}
    - {name: c, script: go.sh}
`),
    })

    expect(ran.result('a').status).toBe('skipped')
    expect(ran.result('b').values['msg']).toBe(true)
    expect(ran.result('c')).toMatchObject({ status: 'changed', values: { stdout: 'ran\n' } })
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ skipped: 1, changed: 1 })
  })
})

describe('diff', () => {
  const write = '    - {name: a, copy: {content: "new\\n", dest: "{{ playbook_dir }}/f"}}\n'

  test('is in the result where the run or the task asks for it, and not elsewhere', async () => {
    const files = { f: 'old\n' }
    const [asked, onTask, not, offOnTask] = await Promise.all([
      runText({ files, settings: { diff: true }, playbook: tasks(write) }),
      runText({ files, playbook: tasks(write.replace('}}\n', '}, diff: true}\n')) }),
      runText({ files, playbook: tasks(write) }),
      runText({ files, settings: { diff: true }, playbook: tasks(write.replace('}}\n', '}, diff: false}\n')) }),
    ])

    expect(asked.result('a').diff).toMatchObject([{ before: 'old\n', after: 'new\n' }])
    expect(onTask.result('a').diff).toMatchObject([{ before: 'old\n', after: 'new\n' }])
    expect(not.result('a').diff).toBeUndefined()
    expect(offOnTask.result('a').diff).toBeUndefined()
  })
})

describe('any_errors_fatal', () => {
  test('ends the play on every host', async () => {
    const ran = await runText({
      inventory: `h1 ${LOCAL}h2 ${LOCAL}`,
      playbook: tasks(
        `    - {name: a, command: "test {{ inventory_hostname }} = h2"}
    - {name: b, command: "true"}
`,
        '  any_errors_fatal: true\n',
      ),
    })

    expect(ran.tasksOf('h1')).toEqual(['a'])
    expect(ran.tasksOf('h2')).toEqual(['a'])
    expect(ran.recap?.hosts.get('h2')?.notAttempted).toBe('stopped: 1 of 2 hosts failed, and any_errors_fatal is set')
  })
})

describe('round trips', () => {
  const remote = [...builtinModules().values()].filter((module) => module.kind === 'remote').map(({ name }) => name)

  test.each([
    ['command', '"true"'],
    ['shell', '"true"'],
    ['raw', '"true"'],
    ['ping', '{}'],
    ['setup', '{}'],
    ['stat', '{path: /}'],
    ['slurp', '{src: /etc/passwd}'],
    ['copy', '{content: x, dest: "{{ playbook_dir }}/f"}'],
    ['file', '{path: "{{ playbook_dir }}/d", state: directory}'],
    ['lineinfile', '{path: "{{ playbook_dir }}/f", line: x, create: true}'],
    ['wait_for', '{path: /}'],
    ['script', 'go.sh'],
    ['template', '{src: go.sh, dest: "{{ playbook_dir }}/t"}'],
  ])('one %s costs at most two, over one connection', async (module, args) => {
    const { createConnector } = await import('../../src/adapters/connector.ts')
    const { systemClock } = await import('../../src/adapters/clock.ts')
    const counting = countingConnector(createConnector({ clock: systemClock, ssh: fakeConnector([]) }))

    const ran = await runText({
      connector: counting,
      files: { 'go.sh': '#!/bin/sh\n' },
      playbook: tasks(`    - {name: a, ${module}: ${args}}\n`),
    })

    expect(remote).toContain(module)
    expect(ran.result('a')).not.toHaveProperty('error')
    expect(counting.opened()).toEqual({ h1: 1 })
    expect(counting.roundTrips()['h1']).toBeLessThanOrEqual(2)
  })
})

describe('tags', () => {
  test('one that cannot be rendered is left out, and it is said where', async () => {
    const ran = await runText({
      playbook: tasks('    - {name: a, debug: {msg: x}, tags: "{{ nothing }}"}\n'),
      settings: { tags: { only: ['x'], skip: [] } },
    })

    const warnings = ran.events.flatMap((event) => (event.type === 'warning' ? [event.message] : []))
    expect(ran.tasksOf()).toEqual([])
    expect(warnings).toEqual([
      expect.stringMatching(/play\.yml:5:\d+: the tag '\{\{ nothing \}\}' is left out: .*undefined/),
    ])
  })
})
