import { describe, expect, test } from '@jest/globals'
import { runText } from '../kit/run-text.ts'

const two = 'h1 ansible_connection=local\nh2 ansible_connection=local\n'

describe('a run', () => {
  test('runs tasks in order and counts them as Ansible does', async () => {
    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - name: one
      command: echo hello
      register: said
    - name: two
      debug: {msg: "it said {{ said.stdout }}"}
    - name: three
      command: "false"
      ignore_errors: true
    - name: four
      command: echo no
      when: said.stdout == 'bye'
`,
    })

    expect(ran.problems).toEqual([])
    expect(ran.tasksOf()).toEqual(['one', 'two', 'three', 'four'])
    expect(ran.result('two').values['msg']).toBe('it said hello')
    expect(ran.recap?.hosts.get('h1')).toEqual({
      ok: 3,
      changed: 2,
      unreachable: 0,
      failed: 0,
      skipped: 1,
      rescued: 0,
      ignored: 1,
    })
  })

  test('goes on with the other hosts when one fails, and leaves that one out', async () => {
    const ran = await runText({
      inventory: two,
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - {name: one, command: "test {{ inventory_hostname }} = h2"}
    - {name: two, command: "true"}
`,
    })

    expect(ran.tasksOf('h1')).toEqual(['one'])
    expect(ran.tasksOf('h2')).toEqual(['one', 'two'])
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 1, ok: 0 })
  })

  test('runs handlers once, in the order of their definition, at the end of the section', async () => {
    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - {name: a, command: "true", notify: [second, topic]}
    - {name: b, command: "true", notify: first}
    - {name: c, command: "true", notify: first}
  handlers:
    - {name: first, command: "true"}
    - {name: second, command: "true"}
    - {name: third, command: "true", listen: topic}
    - {name: fourth, command: "true"}
`,
    })

    expect(ran.tasksOf()).toEqual(['a', 'b', 'c', 'first', 'second', 'third'])
  })

  test('rescues, and always does what is in always', async () => {
    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - block:
        - {name: breaks, command: "false"}
        - {name: not reached, command: "true"}
      rescue:
        - {name: mends, debug: {msg: "{{ ansible_failed_task.name }}"}}
      always:
        - {name: tidies, command: "true"}
    - {name: after, command: "true"}
`,
    })

    expect(ran.tasksOf()).toEqual(['breaks', 'mends', 'tidies', 'after'])
    expect(ran.result('mends').values['msg']).toBe('breaks')
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 0, rescued: 1, ok: 3 })
  })

  test('does always and then leaves a host that nothing rescued', async () => {
    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - block:
        - {name: breaks, command: "false"}
      always:
        - {name: tidies, command: "true"}
    - {name: after, command: "true"}
`,
    })

    expect(ran.tasksOf()).toEqual(['breaks', 'tidies'])
    expect(ran.recap?.hosts.get('h1')).toMatchObject({ failed: 1, rescued: 0 })
  })

  test('stops before the next batch when too many failed, and says what was not attempted', async () => {
    const ran = await runText({
      inventory: ['h1', 'h2', 'h3', 'h4'].map((name) => `${name} ansible_connection=local`).join('\n'),
      playbook: `
- hosts: all
  gather_facts: false
  serial: [1, 100%]
  max_fail_percentage: 0
  tasks:
    - {name: one, command: "false"}
`,
    })

    expect(ran.tasksOf('h2')).toEqual([])
    expect(ran.recap?.hosts.get('h2')?.notAttempted).toBe(
      'not attempted: 1 of 1 hosts failed: 100 %, max_fail_percentage is 0 %',
    )
  })

  test('loops, with the item, an index and a label', async () => {
    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - name: each
      command: "echo {{ n }}-{{ i }}"
      loop: "{{ range(3) | list }}"
      loop_control: {loop_var: n, index_var: i, label: "number {{ n }}"}
      register: all_of_them
      changed_when: n == 1
    - name: sum
      debug: {msg: "{{ all_of_them.results | map(attribute='stdout') | join(' ') }}"}
`,
    })

    expect(ran.result('each').items?.map((item) => [item.label, item.result.status])).toEqual([
      ['number 0', 'ok'],
      ['number 1', 'changed'],
      ['number 2', 'ok'],
    ])
    expect(ran.result('sum').values['msg']).toBe('0-0 1-1 2-2')
  })

  test('tries until it holds', async () => {
    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - name: third time
      shell: "echo x >> {{ playbook_dir }}/tries; wc -l < {{ playbook_dir }}/tries"
      register: tries
      until: tries.stdout | int == 3
      retries: 5
      delay: 0
    - name: never
      command: "true"
      register: no
      until: no.rc == 1
      retries: 2
      delay: 0
`,
    })

    expect(ran.result('third time').values).toMatchObject({ attempts: 3, stdout: '3' })
    expect(ran.result('never')).toMatchObject({ status: 'failed', values: { attempts: 2 } })
  })

  test('does not render what a host said', async () => {
    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - name: say
      shell: {cmd: "echo '{{ '{{ 1 + 1 }}' }}'"}
      register: said
    - name: show
      debug: {msg: "{{ said.stdout }}"}
`,
    })

    expect(ran.result('show').values['msg']).toBe('{{ 1 + 1 }}')
  })

  test('withholds everything of a task with no_log, and still registers it', async () => {
    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  tasks:
    - {name: secret, command: echo hunter2, register: s, no_log: true}
    - {name: length, debug: {msg: "{{ s.stdout | length }}"}}
`,
    })

    expect(JSON.stringify(ran.events)).not.toContain('hunter2')
    expect(ran.result('length').values['msg']).toBe('7')
  })

  test('shows the circle of a variable that needs itself', async () => {
    const ran = await runText({
      playbook: `
- hosts: all
  gather_facts: false
  vars: {a: "{{ b }}", b: "{{ a }}"}
  tasks:
    - {name: round, debug: {msg: "{{ a }}"}}
`,
    })

    expect(ran.result('round').error?.message).toContain('the variable a needs itself: a -> b -> a')
  })

  test('gives variables Ansible’s precedence', async () => {
    const ran = await runText({
      inventory: 'h1 ansible_connection=local v=host w=host x=host y=host z=host\n[all:vars]\nu=group\nv=group\n',
      extraVars: { z: 'extra' },
      files: { 'more.yml': 'x: file\ny: file\n' },
      playbook: `
- hosts: all
  gather_facts: false
  vars: {w: play, x: play, y: play, z: play}
  vars_files: [more.yml]
  tasks:
    - name: show
      debug: {msg: "{{ [u, v, w, x, y, z] | join(' ') }}"}
      vars: {y: task, z: task}
`,
    })

    expect(ran.result('show').values['msg']).toBe('group host play file task extra')
  })
})
