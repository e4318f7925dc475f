import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { createTemplater } from '../../../src/adapters/template/templater.ts'
import { parsePlaybook } from '../../../src/loader/playbook/parse-playbook.ts'
import type { Block, Play, Task, TaskItem } from '../../../src/model/playbook.ts'
import { fakeModules } from './fake-modules.ts'

const FIXTURE = 'test/fixtures/playbooks/everything.yml'
const templater = createTemplater()

function playOf(text: string): Play {
  const parsed = parsePlaybook(text, 'p.yml', fakeModules(), templater)
  if (!parsed.ok) throw new Error(parsed.error.map((error) => error.message).join('\n'))
  return parsed.value.plays[0]!
}

function firstTask(taskText: string): Task {
  const indented = taskText.replaceAll('\n', '\n      ')
  return playOf(`- hosts: all\n  tasks:\n    - ${indented}\n`).tasks[0] as Task
}

describe('a playbook with every keyword', () => {
  const play = playOf(readFileSync(FIXTURE, 'utf8'))
  const [freeForm, script, action, withItems, loop, section] = play.tasks as readonly [
    Task,
    Task,
    Task,
    Task,
    Task,
    Block,
  ]

  test('gives the keywords of the play', () => {
    expect(play).toMatchObject({
      name: 'Mirrors',
      hosts: 'web,!web-03',
      become: true,
      becomeUser: 'root',
      remoteUser: 'deploy',
      connection: 'ssh',
      port: 2222,
      gatherFacts: '{{ gather | default(true) }}',
      gatherSubset: ['min', 'network'],
      serial: [1, '20%', '{{ rest }}'],
      maxFailPercentage: 30,
      anyErrorsFatal: false,
      forceHandlers: true,
      strategy: 'linear',
      vars: { a: 1, b: '{{ a }}' },
      varsFiles: ['one.yml', ['two.yml', '{{ os }}.yml']],
      environment: [{ HTTP_PROXY: 'http://proxy' }],
      tags: ['x', 'y'],
      at: { file: 'p.yml', line: 2, column: 3 },
    })
  })

  test('gives pre-tasks, post-tasks and handlers', () => {
    expect(play.preTasks).toMatchObject([{ module: 'note', args: { text: 'hello' } }])
    expect(play.postTasks).toMatchObject([{ module: 'note', args: { text: 'bye' } }])
    expect(play.handlers).toMatchObject([
      { name: 'restart', listen: ['changed'], module: 'run', args: { _raw_params: 'systemctl restart docker' } },
    ])
  })

  test('takes the words of a free-form module apart', () => {
    expect(freeForm).toMatchObject({
      name: 'free form',
      args: { _raw_params: 'uptime -p', chdir: '/tmp', creates: '/a b' },
      register: 'up',
      changedWhen: [{ expression: false }],
      failedWhen: [{ expression: 'up.rc != 0' }, { expression: "'x' in up.stdout" }],
      until: [{ expression: 'up is succeeded' }],
      retries: 3,
      delay: 1.5,
      ignoreErrors: true,
      notify: ['changed'],
      at: { line: 29, column: 7 },
    })
  })

  test('takes the braces off a condition that is wholly in them', () => {
    expect(freeForm.when).toEqual([
      { expression: 'a', inBraces: '{{ a }}', at: { file: 'p.yml', line: 37, column: 13 } },
    ])
  })

  test('leaves the blanks and lines of a script alone', () => {
    expect(script).toMatchObject({
      args: { _raw_params: 'echo "a   b" | tee /tmp/x\necho c\n', chdir: '/tmp' },
      noLog: true,
    })
  })

  test('reads action in both forms', () => {
    expect(action).toMatchObject({ module: 'note', args: { text: 'hi' } })
    expect(withItems).toMatchObject({ module: 'note', args: { text: '{{ item }}' } })
  })

  test('reads loops', () => {
    expect(withItems.loop).toMatchObject({ items: [1, [2, 3], '{{ l }}'], lookup: 'items' })
    expect(loop.loop).toEqual({
      items: '{{ a }}',
      loopVar: 'it',
      indexVar: 'i',
      label: '{{ it }}',
      pause: 2,
      extended: true,
    })
  })

  test('reads blocks inside blocks', () => {
    const shapes = (items: readonly TaskItem[]): unknown[] =>
      items.map((item) => (item.kind === 'block' ? shapes(item.block) : item.args.text))

    expect(section).toMatchObject({
      kind: 'block',
      name: 'section',
      when: [{ expression: 'a is defined' }, { expression: 'b == 2' }],
    })
    expect(shapes(section.block)).toEqual(['inner', [undefined]])
    expect(shapes(section.rescue)).toEqual(['rescued'])
    expect(shapes(section.always)).toEqual(['at last'])
  })
})

describe('forms of values', () => {
  test.each([
    ['become: "yes"', { become: true }],
    ['become: off', { become: false }],
    ['become: "{{ x }}"', { become: '{{ x }}' }],
    ['tags: [a, "b,c", 3]', { tags: ['a', 'b', 'c', '3'] }],
    ['when:', { when: [] }],
    ['when: true', { when: [{ expression: true }] }],
    ['when: 1', { when: [{ expression: '1' }] }],
    ['timeout: "30"', { timeout: 30 }],
    ['with_items: [1, [2, 3]]', { loop: { items: [1, [2, 3]], lookup: 'items', loopVar: 'item' } }],
    ['with_items: "{{ l }}"', { loop: { items: '{{ l }}', lookup: 'items', loopVar: 'item' } }],
    ['with_items: web', { loop: { items: 'web', lookup: 'items', loopVar: 'item' } }],
    ['with_ansible.builtin.dict: {a: 1}', { loop: { items: { a: 1 }, lookup: 'dict', loopVar: 'item' } }],
    ['loop: []', { loop: { items: [], loopVar: 'item' } }],
    ['environment: "{{ proxies }}"', { environment: ['{{ proxies }}'] }],
    ['become_method: ansible.builtin.sudo', { becomeMethod: 'sudo' }],
    ['become_method: su', { becomeMethod: 'su' }],
    ['become_exe: /opt/bin/sudo', { becomeExe: '/opt/bin/sudo' }],
  ])('%s', (line, expected) => {
    const task = firstTask(`note: {}\n  ${line}`.replace('\n  ', '\n'))

    expect(task).toMatchObject(expected)
  })

  test('arguments of the module win over those of args', () => {
    const task = firstTask('note: text=own\nargs: { text: other, expression: a == 1 }')

    expect(task.args).toEqual({ text: 'own', expression: 'a == 1' })
  })

  test('a play without a name is called by its hosts', () => {
    expect(playOf('- hosts: web:db\n').name).toBe('web:db')
  })
})
