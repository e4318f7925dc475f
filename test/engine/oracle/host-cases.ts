import type { EngineCase } from './engine-case.ts'

const local = (...names: readonly string[]) =>
  names.map((name) => `${name} ansible_connection=local me=${name}\n`).join('')

/** gone: nothing listens at its port. */
const TWO_AND_GONE = `${local('h1', 'h2')}gone ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1\n`
const THREE = local('h1', 'h2', 'h3')

/** Where a task runs, for whom, and in what order: recorded from ansible-core like the others. */
export const HOST_CASES: readonly EngineCase[] = [
  {
    name: 'delegate_to runs elsewhere with the variables of the host that it is for',
    inventory: TWO_AND_GONE,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "echo {{ me }}", delegate_to: h2, register: r, when: me is defined}
    - {name: b, debug: {msg: "{{ r.stdout }}"}, when: me is defined}
`,
  },
  {
    name: 'delegate_to a host that cannot be reached makes the host of the task unreachable',
    inventory: TWO_AND_GONE,
    playbook: `
- hosts: all
  tasks:
    - {meta: end_host, when: inventory_hostname != 'h1'}
    - {name: a, command: "true", delegate_to: gone}
    - {name: b, command: "true"}
- hosts: all
  tasks:
    - {name: next, debug: {msg: hi}}
`,
  },
  {
    name: 'delegate_to omit or nothing is not delegated, an undefined name fails unless when skips',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", delegate_to: "{{ omit }}"}
    - {name: b, command: "true", delegate_to: ""}
    - {name: c, command: "true", delegate_to: "{{ nope }}", when: false}
    - {name: d, command: "true", delegate_to: "{{ nope }}", ignore_errors: true}
`,
  },
  {
    name: 'delegate_facts keeps facts for the other host, and without it they stay',
    inventory: local('h1', 'h2'),
    playbook: `
- hosts: all
  tasks:
    - {meta: end_host, when: inventory_hostname != 'h1'}
    - {name: a, set_fact: {one: 1}, delegate_to: h2}
    - {name: b, set_fact: {two: 1}, delegate_to: h2, delegate_facts: true}
    - {name: c, debug: {msg: "{{ [one is defined, two is defined, hostvars.h2.one is defined, hostvars.h2.two is defined] }}"}}
`,
  },
  {
    name: 'delegate_to in a loop, and of a block',
    inventory: local('h1', 'h2'),
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "echo {{ item }}", delegate_to: "{{ item }}", loop: [h1, h2], register: r}
    - {name: b, debug: {msg: "{{ r.results | map(attribute='stdout') | list }}"}}
    - delegate_to: h2
      block:
        - {name: c, debug: {msg: "{{ inventory_hostname }}"}}
`,
  },
  {
    name: 'local_action in its two forms, localhost in no inventory',
    playbook: `
- hosts: all
  tasks:
    - {name: a, local_action: command echo hi, register: x}
    - {name: b, debug: {msg: "{{ x.stdout }}"}}
    - {name: c, local_action: {module: command, cmd: echo there}, register: x}
    - {name: d, debug: {msg: "{{ x.stdout }}"}}
`,
  },
  {
    name: 'a play on localhost in no inventory has the variables of all',
    inventory: 'h1\n[all:vars]\nsite=x\n',
    playbook: `
- hosts: localhost
  gather_facts: false
  tasks:
    - {name: a, command: "echo {{ inventory_hostname }}", register: r}
    - {name: b, debug: {msg: "{{ [r.stdout, site, group_names, groups.all] }}"}}
`,
  },
  {
    name: 'run_once runs on the first host, and all have what it registers and sets',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "echo {{ me }}", run_once: true, register: r, notify: h}
    - {name: b, debug: {msg: "{{ r.stdout }}"}}
    - {name: c, set_fact: {who: "{{ me }}"}, run_once: true}
    - {name: d, debug: {msg: "{{ who }}"}}
    - {name: e, command: "true", run_once: true, when: inventory_hostname == 'h2', register: s}
    - {name: f, debug: {msg: "{{ s is skipped }}"}}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'run_once of a block and from a template',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {name: a, debug: {msg: "{{ me }}"}, run_once: "{{ once }}"}
    - run_once: true
      block:
        - {name: b, debug: {msg: "{{ me }}"}}
`,
    extraVars: { once: true },
  },
  {
    name: 'run_once that fails ends the run for all',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "false", run_once: true}
    - {name: b, command: "true"}
- hosts: all
  tasks:
    - {name: next, command: "true"}
`,
  },
  {
    name: 'run_once that fails in a block is rescued on all',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - block:
        - {name: a, command: "false", run_once: true}
        - {name: b, command: "true"}
      rescue:
        - {name: c, command: "true"}
    - {name: d, command: "true"}
`,
  },
  {
    name: 'run_once that fails and is ignored goes on',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "false", run_once: true, ignore_errors: true, register: r}
    - {name: b, debug: {msg: "{{ r is failed }}"}}
`,
  },
  {
    name: 'run_once with delegate_to and delegate_facts',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {name: a, set_fact: {x: 1}, run_once: true, delegate_to: h3, delegate_facts: true}
    - {name: b, debug: {msg: "x is {{ x | default('none') }}"}}
`,
  },
  {
    name: 'run_once once a batch',
    inventory: THREE,
    playbook: `
- hosts: all
  serial: 2
  tasks:
    - {name: a, debug: {msg: "{{ me }}"}, run_once: true}
`,
  },
  {
    name: 'end_play asks the first host alone',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {meta: end_play, when: inventory_hostname == 'h2'}
    - {name: a, command: "true"}
    - {meta: end_play, when: inventory_hostname == 'h1'}
    - {name: b, command: "true"}
`,
  },
  {
    name: 'clear_facts clears those of all hosts',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {name: a, setup: {gather_subset: ['!all', min]}}
    - {meta: clear_facts, when: inventory_hostname == 'h2'}
    - {name: b, debug: {msg: "{{ ansible_facts.system is defined }}"}}
    - {meta: clear_facts, when: inventory_hostname == 'h1'}
    - {name: c, debug: {msg: "{{ ansible_facts.system is defined }}"}}
`,
  },
  {
    name: 'pause is once for all, and what it registers is of the first host',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {name: a, pause: {seconds: 1}, register: r}
    - {name: b, debug: {msg: "{{ r is defined }}"}}
`,
  },
  {
    name: 'throttle changes nothing in what comes out',
    inventory: THREE,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", throttle: 1}
    - {name: b, command: "true", throttle: "{{ 2 }}"}
`,
  },
  ...['inventory', 'reverse_inventory', 'sorted', 'reverse_sorted', "{{ 'sorted' }}"].map((order) => ({
    name: `order ${order}`,
    inventory: local('h2', 'h10', 'h1', 'h3'),
    playbook: `
- hosts: all
  order: "${order}"
  tasks:
    - {name: a, debug: {msg: "{{ [ansible_play_hosts, ansible_play_batch] }}"}}
    - {name: b, debug: {msg: "{{ inventory_hostname }}"}, run_once: true}
`,
  })),
  {
    name: 'order decides who is in which batch',
    inventory: local('h2', 'h10', 'h1', 'h3'),
    playbook: `
- hosts: all
  order: reverse_sorted
  serial: 2
  tasks:
    - {name: a, debug: {msg: "{{ ansible_play_batch }}"}}
`,
  },
  ...['free', 'host_pinned'].map((strategy) => ({
    name: `strategy ${strategy}: tasks, handlers, rescue, a host that ends and one that fails`,
    inventory: THREE,
    playbook: `
- hosts: all
  strategy: ${strategy}
  pre_tasks:
    - {name: a, command: "true", notify: h}
  tasks:
    - {name: b, debug: {msg: "{{ me }}"}}
    - {meta: end_host, when: me == 'h2'}
    - block:
        - {name: c, command: "false", when: me == 'h3'}
      rescue:
        - {name: d, command: "true"}
      always:
        - {name: e, command: "true", notify: h}
    - {name: f, command: "false", when: me == 'h3'}
    - {name: g, command: "true"}
  post_tasks:
    - {name: p, command: "true"}
  handlers:
    - {name: h, command: "true"}
`,
  })),
  {
    name: 'strategy free runs run_once on every host',
    inventory: THREE,
    playbook: `
- hosts: all
  strategy: free
  tasks:
    - {name: a, debug: {msg: "{{ me }}"}, run_once: true}
    - {name: b, command: "false", when: me == 'h1'}
    - {name: c, command: "true", any_errors_fatal: true}
`,
  },
]
