import type { EngineCase } from '../oracle/engine-case.ts'

const THREE = ['h1', 'h2', 'h3'].map((name) => `${name} ansible_connection=local\n`).join('')

/** Blocks, handlers and what ends a play. */
export const BLOCK_CASES: readonly EngineCase[] = [
  {
    name: 'blocks inside blocks, rescued, with always, one that fails, and none',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - name: outer
      block:
        - name: inner
          block:
            - {name: ok task, command: "true"}
            - {name: fails on h1, command: "test {{ inventory_hostname }} != h1"}
            - {name: after, debug: {msg: after}}
          rescue:
            - {name: rescue inner, debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_task.action }} {{ ansible_failed_result.rc }} {{ ansible_failed_result.cmd }}"}}
            - {name: rescue fails, fail: {msg: again}}
          always:
            - {name: always inner, debug: {msg: "always {{ ansible_failed_result is defined }}"}}
      rescue:
        - {name: rescue outer, debug: {var: ansible_failed_result}}
        - {name: names, debug: {msg: "{{ ansible_failed_task.name }}"}}
      always:
        - {name: always outer, debug: {msg: always}}
    - {name: after all, debug: {msg: "{{ ansible_failed_task is defined }}"}}
    - block:
        - {name: fail in block no rescue, command: "test {{ inventory_hostname }} != h2"}
      always:
        - {name: always1, debug: {msg: x}}
        - {name: always fails h3, command: "test {{ inventory_hostname }} != h3"}
        - {name: always2, debug: {msg: y}}
    - {name: end, debug: {msg: end}}
    - block: []
      rescue: []
    - when: inventory_hostname == 'h9'
      tags: t
      vars: {a: 1}
      block:
        - {name: skipped, debug: {msg: a}}
      always:
        - {name: skipped always, debug: {msg: a}}
    - block:
        - name: ign
          command: "false"
          ignore_errors: true
        - {name: flush in block, meta: flush_handlers}
        - {name: loopfail, command: "test {{ item }} != b", loop: [a, b, c]}
      rescue:
        - {name: rl, debug: {msg: "{{ ansible_failed_result.results | length }} {{ ansible_failed_result.msg }}"}}
`,
  },
  {
    name: 'handlers of all sections, topics, loops and blocks',
    inventory: THREE,
    playbook: `
- hosts: all
  vars: {hn: two}
  pre_tasks:
    - {name: pre, command: "true", notify: [one, "{{ hn }}"]}
  tasks:
    - {name: t, command: "true", notify: topic}
    - {name: loop notify, command: "true", loop: [1, 2], notify: "{{ hn }}"}
    - {name: t not changed, command: "true", changed_when: false, notify: three}
    - {name: flush, meta: flush_handlers}
    - block:
        - {name: in block, command: "true"}
      notify: three
    - {name: fails h1, command: "test {{ inventory_hostname }} != h1", notify: one}
  post_tasks:
    - {name: post, command: "true", notify: four}
  handlers:
    - {name: one, command: "true"}
    - {name: two, debug: {msg: "{{ inventory_hostname }}"}}
    - {name: three, command: "true", listen: topic, changed_when: false, notify: four}
    - {name: four, debug: {msg: four}, when: inventory_hostname != 'h2'}
    - {name: lis, debug: {msg: lis}, listen: [topic, other]}
    - {name: "templated {{ hn }}", debug: {msg: t}}
    - name: blk
      block:
        - {name: inblk1, debug: {msg: 1}}
        - {name: inblk2, debug: {msg: 1}}
`,
  },
  {
    name: 'any_errors_fatal with rescue and with always, and the play after it',
    inventory: THREE,
    playbook: `
- hosts: all
  any_errors_fatal: true
  tasks:
    - block:
        - {name: f, command: "test {{ inventory_hostname }} != h1"}
        - {name: g, debug: {msg: g}}
      rescue:
        - {name: resc, debug: {msg: r}}
      always:
        - {name: alw, debug: {msg: a}}
    - {name: next, debug: {msg: n}}
    - block:
        - {name: f2, command: "test {{ inventory_hostname }} != h1"}
        - {name: g2, debug: {msg: g}}
      always:
        - {name: alw2, debug: {msg: a}}
    - {name: never, debug: {msg: n}}
- hosts: all
  tasks:
    - {name: not reached, debug: {msg: n}}
`,
  },
  {
    name: 'any_errors_fatal of a task with serial, ignored and not',
    inventory: THREE,
    playbook: `
- hosts: all
  serial: 2
  tasks:
    - {name: f, command: "test {{ inventory_hostname }} != h1", any_errors_fatal: true, ignore_errors: true}
    - {name: g, debug: {msg: g}}
    - {name: f2, command: "test {{ inventory_hostname }} != h1", any_errors_fatal: true}
    - {name: h, debug: {msg: g}}
`,
  },
  {
    name: 'run_once and delegate_to with loops and failures',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {name: ro, command: "echo {{ inventory_hostname }}", run_once: true, register: r}
    - {name: see, debug: {msg: "{{ r.stdout }}"}}
    - {name: rol, command: "echo {{ item }}", loop: [1,2], run_once: true, register: r, delegate_to: h3}
    - {name: see2, debug: {msg: "{{ r.results | map(attribute='stdout') | list }}"}}
    - {name: dl, command: "echo {{ item }}", loop: [h2, h3], delegate_to: "{{ item }}", register: r}
    - {name: see3, debug: {msg: "{{ r.results | map(attribute='stdout') | list }}"}}
    - {name: df, set_fact: {ff: "{{ inventory_hostname }}"}, delegate_to: h2, delegate_facts: true}
    - {name: see4, debug: {msg: "{{ ff | default('-') }} {{ hostvars.h2.ff }}"}}
    - {name: la, local_action: command echo hi}
    - {name: la2, local_action: {module: command, _raw_params: echo hi, chdir: /}}
    - {name: rof, command: "false", run_once: true, ignore_errors: true}
    - block:
       - {name: rof2, command: "false", run_once: true}
      rescue:
       - {name: rr, debug: {msg: "r"}}
    - {name: rof3, command: "false", run_once: true, when: inventory_hostname == 'h2'}
    - {name: rof4, command: "false", run_once: true}
    - {name: never, debug: {msg: "r"}}
`,
  },
  {
    name: 'force_handlers with a handler that fails',
    inventory: THREE,
    playbook: `
- hosts: all
  force_handlers: true
  tasks:
    - {name: a, command: "true", notify: [one, two]}
    - {name: f, command: "test {{ inventory_hostname }} != h1"}
    - {name: f3, fail: {msg: x}}
  handlers:
    - {name: one, command: "test {{ inventory_hostname }} != h2"}
    - {name: two, debug: {msg: two}}
- hosts: all
  tasks:
    - {name: never, command: "true"}
`,
  },
  {
    name: 'serial lists, order and max_fail_percentage',
    inventory: THREE,
    playbook: `
- hosts: all
  serial: [1, "50%"]
  max_fail_percentage: 60
  order: reverse_sorted
  tasks:
    - {name: f, command: "test {{ inventory_hostname }} != h3"}
    - {name: g, debug: {msg: "{{ ansible_play_hosts }} {{ ansible_play_batch }} {{ ansible_play_hosts_all }}"}}
- hosts: all
  serial: "34%"
  tasks: [{name: g, debug: {msg: "{{ ansible_play_hosts }} {{ ansible_play_batch }}"}}]
`,
  },
  {
    name: 'meta with conditions, and end_play, end_batch and end_host',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - meta: noop
    - {name: noop named, meta: noop, when: false}
    - {name: flush cond, meta: flush_handlers, when: inventory_hostname == 'h1'}
    - {meta: clear_facts, when: false}
    - {name: cf, meta: clear_facts}
    - {name: ri, meta: refresh_inventory}
    - {name: ce, meta: clear_host_errors}
    - {name: rc, meta: reset_connection}
    - {name: eh, meta: end_host, when: inventory_hostname == 'h1'}
    - {name: x, debug: {msg: x}}
    - {name: eb, meta: end_batch, when: inventory_hostname == 'h1'}
    - {name: y, debug: {msg: x}}
    - {name: eb2, meta: end_batch, when: inventory_hostname == 'h2'}
    - {name: z, debug: {msg: x}}
- hosts: all
  tasks:
    - {name: ep, meta: end_play, when: inventory_hostname == 'h2'}
    - {name: x2, debug: {msg: x}}
    - {name: ep2, meta: end_play}
    - {name: x3, debug: {msg: x}}
- hosts: all
  serial: 1
  tasks:
    - {name: ep3, meta: end_play, when: inventory_hostname == 'h2'}
    - {name: x4, debug: {msg: x}}
- hosts: all
  tasks:
    - block:
        - {meta: end_host}
      rescue:
        - {name: r, debug: {msg: x}}
      always:
        - {name: a, debug: {msg: x}}
`,
  },
]
