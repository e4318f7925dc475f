import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { createTemplater } from '../../../src/adapters/template/templater.ts'
import { loadPlaybook } from '../../../src/loader/playbook/load-playbook.ts'
import { parsePlaybook } from '../../../src/loader/playbook/parse-playbook.ts'
import { fakeModules } from './fake-modules.ts'

const templater = createTemplater()

/** Each problem as `line:column message`. */
function problemsOf(text: string): readonly string[] {
  const parsed = parsePlaybook(text, 'p.yml', fakeModules(), templater)
  return parsed.ok ? [] : parsed.error.map((error) => `${error.at?.line}:${error.at?.column} ${error.message}`)
}

function problemsOfTask(...lines: readonly string[]): readonly string[] {
  return problemsOf(`- hosts: all\n  tasks:\n    - ${lines.join('\n      ')}\n`)
}

describe('a file that is no playbook', () => {
  test.each([
    ['empty', '', '1:1 Empty playbook, nothing to do: p.yml'],
    ['a comment alone', '# nothing\n', '1:1 Empty playbook, nothing to do: p.yml'],
    [
      'a map',
      'hosts: all\n',
      "1:1 A playbook must be a list of plays, got a <class 'ansible.parsing.yaml.objects.AnsibleMapping'> instead",
    ],
    [
      'text',
      'hello\n',
      "1:1 A playbook must be a list of plays, got a <class 'ansible.parsing.yaml.objects.AnsibleUnicode'> instead",
    ],
    ['an empty list', '[]\n', '1:1 p.yml has no plays'],
    ['a list of texts', '- all\n', '1:3 expected a play, found a string'],
    ['binary', '\u0001\u0002', '1:1 p.yml is not a text file: it holds the control character 0x01'],
    [
      'indented by tabs',
      '- hosts: all\n\ttasks: []\n  x: 1\n',
      '2:1 a tab is used as indentation: YAML allows spaces only\n  2 |  tasks: []\n    | ^',
    ],
    [
      'with a key twice',
      '- hosts: all\n  hosts: web\n',
      "2:3 the key 'hosts' is written twice, first in line 1\n  2 |   hosts: web\n    |   ^",
    ],
  ])('is refused: %s', (_what, text, problem) => {
    expect(problemsOf(text)).toEqual([problem])
  })

  test('a missing file, a folder, a binary and an encrypted one say so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'longshore-playbook-'))
    const binary = join(folder, 'binary.yml')
    const vault = join(folder, 'vault.yml')
    await writeFile(binary, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0]))
    await writeFile(vault, '$ANSIBLE_VAULT;1.1;AES256\n1234\n')

    const messages = await Promise.all(
      [join(folder, 'none.yml'), folder, binary, vault].map(async (path) => {
        const loaded = await loadPlaybook(path, fakeModules())
        return loaded.ok ? [] : loaded.error.map((error) => error.message)
      }),
    )

    expect(messages).toEqual([
      [`${folder}/none.yml cannot be read: no such file`],
      [`${folder} cannot be read: it is a directory`],
      [`${binary} is not a text file: it holds the control character 0x00`],
      [`${vault} cannot be decrypted: it is cut short or damaged`],
    ])
    await rm(folder, { recursive: true })
  })
})

describe('a play', () => {
  test.each<[string, readonly unknown[]]>([
    ['- tasks: []\n', ["1:3 the field 'hosts' is required but was not set"]],
    ['- hosts:\n', ['1:3 Hosts list cannot be empty. Please check your playbook']],
    ['- hosts: {a: b}\n', ['1:10 Hosts list must be a sequence or string. Please check your playbook.']],
    ['- hosts: all\n  tags: 5\n', ['2:9 tags must be specified as a list']],
    ['- hosts: all\n  taks: []\n', ["2:3 'taks' is not a valid attribute for a Play: did you mean 'tags'?"]],
    [
      '- hosts: all\n  register: x\n',
      ["2:3 'register' is not a valid attribute for a Play: it is a keyword of a task"],
    ],
    ['- hosts: all\n  roles: [web]\n', [expect.stringContaining("2:11 the role 'web' was not found in roles:")]],
    ['- hosts: all\n  roles: web\n', ['2:10 roles: expected a list of roles, found a string']],
    ['- hosts: all\n  vars_prompt: name\n', ['2:16 vars_prompt: expected a map with a name, found a string']],
    ['- hosts: all\n  vars_prompt: [{prompt: a}]\n', ["2:17 Invalid vars_prompt data structure, missing 'name' key"]],
    [
      '- hosts: all\n  vars_prompt: [{name: a, pormpt: a}]\n',
      ["2:27 Invalid vars_prompt data structure, found unsupported key 'pormpt'"],
    ],
    [
      '- hosts: all\n  module_defaults: text\n',
      ['2:20 module_defaults: expected modules with their arguments, found a string'],
    ],
    [
      '- hosts: all\n  module_defaults: {note: 5, nowhere: {}, group/x: {}}\n',
      [
        "2:27 module_defaults: note: expected arguments, each as 'name: value', found a number",
        "2:30 module_defaults: there is no module 'nowhere'",
        "2:43 module_defaults: could not resolve the module_defaults group 'group/x'",
      ],
    ],
    ['- hosts: all\n  debugger: loud\n', ["2:13 debugger: 'loud' is not one of its words"]],
    ['- hosts: all\n  rollout: 10%\n', ['2:12 rollout: expected a map, found a string']],
    [
      '- hosts: all\n  serial: 1\n  rollout: {stage: []}\n',
      ["2:3 a play has 'serial' or 'rollout', not both", "3:13 rollout: unknown key 'stage': did you mean 'stages'?"],
    ],
    [
      '- hosts: all\n  rollout: {stages: [1, some, 100%]}\n',
      ["2:25 rollout: stages: expected a number of hosts, a percentage or a pattern, found 'some'"],
    ],
    [
      '- hosts: all\n  rollout: {stages: [5, 5, 20%, 10%, 100%]}\n',
      [
        '2:25 rollout: stages: 5 is no more than the stages before it have done',
        '2:33 rollout: stages: 10% is no more than the stages before it have done',
      ],
    ],
    ['- hosts: all\n  rollout: {stages: [1, 10%]}\n', ['2:21 rollout: stages: hosts may be left that are in no stage']],
    ['- hosts: all\n  rollout: {windows: always}\n', ['2:22 rollout: windows: expected a map, found a string']],
    [
      '- hosts: all\n  rollout:\n    windows:\n      - {days: [mon, tuu], from: 25:00, timezone: Europe/Berln}\n',
      [
        "4:9 rollout: windows: there is no 'to'",
        "4:16 rollout: windows: there is no day 'tuu': did you mean 'tue'?",
        "4:34 rollout: windows: from: expected a time of day, found '25:00'",
        "4:51 rollout: windows: there is no time zone 'Europe/Berln': did you mean 'Europe/Berlin'?",
      ],
    ],
    [
      '- hosts: all\n  rollout:\n    gates:\n      - prometheus: {url: http://p, qery: up, until: "value <", delay: soon}\n',
      [
        "4:9 rollout: prometheus: there is no 'query'",
        "4:37 rollout: prometheus: unknown key 'qery': did you mean 'query'?",
        "4:54 template error while templating string: unexpected 'end of statement block'. String: value <",
        "4:72 rollout: prometheus: delay: expected a time, found 'soon'",
      ],
    ],
    ['- hosts: all\n  rollout: {soak: long}\n', ["2:19 rollout: soak: expected a time, found 'long'"]],
    [
      '- hosts: all\n  rollout: {failure_budget: {host: 1}}\n',
      ["2:29 rollout: failure_budget: expected a number of hosts or a percentage, found 'a map'"],
    ],
    [
      '- hosts: all\n  rollout: {on_failure: rollback}\n',
      [expect.stringContaining("2:25 rollout: there is no on_failure 'rollback'")],
    ],
    [
      '- hosts: all\n  rollout: {approve_after: [1, 3]}\n',
      ["2:32 rollout: approve_after: expected the number of a stage from 1 to 2, found '3'"],
    ],
    [
      '- hosts: all\n  rollout: {gates: [{noet: {}}]}\n',
      ["2:22 couldn't resolve module/action 'noet': did you mean 'note'?"],
    ],
    [
      '- import_playbook: other.yml\n',
      [expect.stringContaining('1:20 Unable to retrieve file contents\nCould not find or access')],
    ],
    ['- hosts: all\n  tasks: text\n', ['2:10 tasks: expected a list of tasks, found a string']],
    ['- hosts: all\n  tasks: {note: }\n', ['2:10 tasks: expected a list of tasks, found a map']],
    ['- hosts: all\n  order: random\n', ["2:10 there is no order 'random'"]],
    ['- hosts: all\n  strategy: liner\n', ["2:13 there is no strategy 'liner'"]],
    ['- hosts: all\n  serial: [1, many]\n', ["2:15 serial: expected a number of hosts or a percentage, found 'many'"]],
    ['- hosts: all\n  serial: 120%\n', ["2:11 serial: expected a number of hosts or a percentage, found '120%'"]],
    ['- hosts: all\n  gather_facts: maybe\n', ["2:17 gather_facts: expected true or false, found 'maybe'"]],
    ['- hosts: all\n  vars: [1]\n', ['2:9 vars: expected variables, found a list']],
    [
      '- hosts: all\n  vars: {a-b: 1, for: 2}\n',
      ["2:10 'a-b' cannot be the name of a variable", "2:18 'for' cannot be the name of a variable"],
    ],
    ['- hosts: all\n  vars_files: [{a: b}]\n', ['2:15 vars_files: expected names of files']],
    ['- hosts: all\n  connection: docker\n', ["2:15 connection 'docker' is not supported yet"]],
    [
      '- hosts: all\n  become_method: community.general.doas\n',
      ["2:18 become_method 'community.general.doas' is not supported"],
    ],
    ['- hosts: all\n  handlers:\n    - name: h\n', ['3:7 no module/action detected in task']],
  ])('%j is refused', (text, problems) => {
    expect(problemsOf(text)).toEqual(problems)
  })
})

describe('a task', () => {
  test.each<[readonly string[], readonly unknown[]]>([
    [['name: x'], ['3:7 no module/action detected in task']],
    [['noet: {}'], ["3:7 couldn't resolve module/action 'noet': did you mean 'note'?"]],
    [['ansible.builtin.noet: {}'], ["3:7 couldn't resolve module/action 'ansible.builtin.noet': did you mean 'note'?"]],
    [['community.docker.docker_image: {}'], ["3:7 couldn't resolve module/action 'community.docker.docker_image'"]],
    [['action: noet text=x'], ["3:15 couldn't resolve module/action 'noet': did you mean 'note'?"]],
    [['action: [note]'], ['3:7 action: expected a module with its arguments, found a list']],
    [
      ['noet: {}', 'regster: x'],
      [
        "3:7 'noet' is neither a module nor a keyword of a task: did you mean 'note'?",
        "4:7 'regster' is neither a module nor a keyword of a task: did you mean 'register'?",
      ],
    ],
    [['note: {}', 'run: x'], ['4:7 conflicting action statements: note, run']],
    [['note: {}', 'action: run x'], ['4:7 conflicting action statements: note, action']],
    [
      ['note: {}', 'regster: x'],
      [
        "4:7 'regster' is not a valid attribute for a Task: did you mean 'register'? (conflicting action statements: note, regster)",
      ],
    ],
    [
      ['note: {}', 'hosts: all'],
      [
        "4:7 'hosts' is not a valid attribute for a Task: it is a keyword of a play (conflicting action statements: note, hosts)",
      ],
    ],
    [
      ['note: {}', 'listen: x'],
      [
        "4:7 'listen' is not a valid attribute for a Task: it is a keyword of a handler (conflicting action statements: note, listen)",
      ],
    ],
    [
      ['note: {}', 'poll: often', 'async: [5]'],
      ["4:13 poll: expected a number, found 'often'", '5:14 async: expected a number, found a list'],
    ],
    [
      ['note: {}', 'with_dcit: "{{ x }}"'],
      [expect.stringContaining("there is no lookup 'dcit': did you mean 'dict'?")],
    ],
    [['local_action: []'], ['3:7 local_action: expected a module with its arguments, found a list']],
    [['note'], ['3:7 expected a task, found a string']],
    [['note: {txet: a}'], ["3:14 note has no argument 'txet': did you mean 'text'?"]],
    [['note: txet=a'], ["3:13 note has no argument 'txet': did you mean 'text'?"]],
    [['note: hello'], ["3:13 note does not take 'hello'"]],
    [
      ['note: [a]'],
      [
        "3:7 unexpected parameter type in action: <class 'ansible.parsing.yaml.objects.AnsibleSequence'>: note needs arguments",
      ],
    ],
    [['run: echo "a'], ['3:12 run: failed at splitting arguments, either an unbalanced jinja2 block or quotes']],
    [['note: {}', 'args: text'], ["4:7 args: expected arguments, each as 'name: value', found a string"]],
    [['copy: {source: a}'], ['3:7 missing required arguments: dest']],
    [['copy: {source: a, dest: b, mode: x}'], ['3:34 copy: mode: expected a number']],
    [['copy: {source: "{{ a }}", mode: x}'], []],
    [['note: {}', 'become: maybe'], ["4:15 become: expected true or false, found 'maybe'"]],
    [['note: {}', 'retries: lots', 'until: a'], ["4:16 retries: expected a number, found 'lots'"]],
    [['note: {}', 'register: 1a'], ["4:17 register: '1a' cannot be the name of a variable"]],
    [['note: {}', 'when: {a: b}'], ['4:13 when: expected an expression, found a map']],
    [['note: {}', 'when: "{{ a }} == 1"'], []],
    [
      ['note: {}', 'when: a =='],
      ["4:13 template error while templating string: unexpected 'end of statement block'. String: a =="],
    ],
    [
      ['note: {text: "{{ a | uper }}"}'],
      [
        "3:20 template error while templating string: Could not load \"uper\": there is no filter 'uper': did you mean 'upper'?. String: {{ a | uper }}",
      ],
    ],
    [
      ['note: {expression: a ==}'],
      ["3:26 template error while templating string: unexpected 'end of statement block'. String: a =="],
    ],
    [['note: {}', 'loop: [1]', 'with_items: [2]'], ["5:7 duplicate loop in task: it has both 'loop' and 'with_items'"]],
    [['note: {}', 'loop: [1]', 'loop_control: {lable: x}'], ["5:22 'lable' is not a keyword of loop_control"]],
    [['note: {}', 'notify: {a: b}'], ['4:15 notify: expected text or a list of texts, found a map']],
    [['note: {}', 'environment: PATH=/bin'], ["4:20 environment: expected environment variables, found 'PATH=/bin'"]],
  ])('%j is refused', (lines, problems) => {
    expect(problemsOfTask(...lines)).toEqual(problems)
  })

  test('a value in braces without quotes says that quotes are missing', () => {
    const parsed = parsePlaybook('- hosts: all\n  tasks:\n    - note: {text: {{ a }}}\n', 'p.yml', fakeModules())

    expect(parsed).toMatchObject({
      error: [{ hint: 'A value that starts with \'{{\' has to be in quotes: "{{ name }}"', at: { line: 3 } }],
    })
  })
})

describe('a block', () => {
  test.each<[readonly string[], readonly unknown[]]>([
    [['rescue: []'], ["3:7 'rescue' keyword cannot be used without 'block'"]],
    [['block: []', 'note: {}'], ["4:7 a block has no module of its own: 'note'"]],
    [['block: []', 'register: x'], ["4:7 'register' is not a valid attribute for a Block: it is a keyword of a task"]],
    [['block: []', 'transaction: maybe'], ['4:20 transaction: expected true, false or its terms, found a string']],
    [['block: text'], ['3:14 block: expected a list of tasks, found a string']],
    [['block:', '  - noet: {}'], ["4:11 couldn't resolve module/action 'noet': did you mean 'note'?"]],
  ])('%j is refused', (lines, problems) => {
    expect(problemsOfTask(...lines)).toEqual(problems)
  })
})

test('every problem of a playbook is told, in the order of the file', () => {
  const problems = problemsOf('- hosts: all\n  roles: {}\n  tasks:\n    - noet: {}\n    - note: {a: b}\n- tasks: []\n')

  expect(problems).toEqual([
    '2:10 roles: expected a list of roles, found a map',
    "4:7 couldn't resolve module/action 'noet': did you mean 'note'?",
    "5:14 note has no argument 'a'",
    "6:3 the field 'hosts' is required but was not set",
  ])
})
