import type { EngineCase } from '../oracle/engine-case.ts'

export const LOOP_CASES: readonly EngineCase[] = [
  {
    name: 'with_items, with_list, with_flattened and with_indexed_items open lists as far as each does',
    playbook: `
- hosts: all
  vars: {l: [1, 2]}
  tasks:
    - {debug: {msg: "{{ item }}"}, with_items: [1, [2, [3]], "{{ l }}"], register: r}
    - {name: items, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_list: [1, [2, [3]], "{{ l }}"], register: r}
    - {name: list, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_flattened: [1, [2, [3]], "{{ l }}"], register: r}
    - {name: flattened, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_indexed_items: [a, [b, c]], register: r}
    - {name: indexed, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_items: {a: 1, b: 2}, register: r}
    - {name: map, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_items: text, register: r}
    - {name: text, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
`,
  },
  {
    name: 'with_dict, with_nested, with_cartesian, with_together and with_subelements',
    playbook: `
- hosts: all
  vars:
    users: [{name: a, keys: [k1, k2], deep: {l: [x]}}, {name: b, keys: [], deep: {l: []}}]
    some: [{name: a, ks: [1]}, {name: b}]
  tasks:
    - {debug: {msg: "{{ item.key }}{{ item.value }}"}, with_dict: {x: 1, y: "{{ 1 + 1 }}"}, register: r}
    - {name: dict, debug: {msg: "{{ r.results | map(attribute='msg') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_nested: [[a, b], [1, 2]], register: r}
    - {name: nested, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_cartesian: [[a, b], [1, 2]], register: r}
    - {name: cartesian, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_together: [[a, b, c], [1, 2]], register: r}
    - {name: together, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_subelements: ["{{ users }}", keys], register: r}
    - {name: subelements, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_subelements: ["{{ users }}", deep.l], register: r}
    - {name: deep, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_subelements: ["{{ some }}", ks, {skip_missing: true}], register: r}
    - {name: skipping, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {name: missing, debug: {msg: "{{ item }}"}, with_subelements: ["{{ some }}", ks], ignore_errors: true}
    - {name: no map, debug: {msg: "{{ item }}"}, with_dict: text, ignore_errors: true}
`,
  },
  {
    name: 'with_sequence in all its forms',
    playbook: `
- hosts: all
  tasks:
${[
  'start=1 end=3',
  'count=3',
  'start=0 end=8 stride=4 format=host%02x',
  'start=4 end=0 stride=-2',
  '2-4',
  '5-8/2:w%02d',
  'count=0',
  'end=2 start=0x1',
]
  .map(
    (form) => `    - {debug: {msg: "{{ item }}"}, with_sequence: "${form}", register: r}
    - {name: "${form}", debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
`,
  )
  .join('')}
    - {name: no end, debug: {msg: "{{ item }}"}, with_sequence: start=1, ignore_errors: true}
    - {name: backwards, debug: {msg: "{{ item }}"}, with_sequence: start=5 end=1, ignore_errors: true}
`,
  },
  {
    name: 'with_file, with_fileglob, with_first_found, with_lines, with_ini, with_csvfile, with_env, with_vars, with_varnames, with_template',
    files: {
      'a.txt': 'one\n',
      'b.txt': 'two\n',
      'x.ini': '[s]\nk=v\n',
      'x.csv': 'a,1\nb,2\n',
      'x.j2': 'got {{ v1 }}\n',
    },
    playbook: `
- hosts: all
  vars: {v1: 1, v2: 2}
  tasks:
    - {name: file, debug: {msg: "{{ item }}"}, with_file: [a.txt, b.txt]}
    - {debug: {msg: "{{ item | basename }}"}, with_fileglob: "*.txt", register: r}
    - {name: glob, debug: {msg: "{{ r.results | map(attribute='msg') | list | sort }}"}}
    - {debug: {msg: "{{ item | basename }}"}, with_first_found: ["{{ nope }}", none.txt, b.txt, a.txt], register: r}
    - {name: first, debug: {msg: "{{ r.results | map(attribute='msg') | list }}"}}
    - {debug: {msg: "{{ item | basename }}"}, with_first_found: [{files: [none, a.txt], paths: ["{{ playbook_dir }}"]}], register: r}
    - {name: paths, debug: {msg: "{{ r.results | map(attribute='msg') | list }}"}}
    - {name: none skipped, debug: {msg: "{{ item }}"}, with_first_found: [{files: [none], skip: true}]}
    - {name: none, debug: {msg: "{{ item }}"}, with_first_found: [none], ignore_errors: true}
    - {debug: {msg: "{{ item }}"}, with_lines: ["printf 'a\\\\nb\\\\n'", echo c], register: r}
    - {name: lines, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {name: ini, debug: {msg: "{{ item }}"}, with_ini: ["k section=s file={{ playbook_dir }}/x.ini"]}
    - {name: csvfile, debug: {msg: "{{ item }}"}, with_csvfile: ["b file={{ playbook_dir }}/x.csv delimiter=,"]}
    - {debug: {msg: "{{ item }}"}, with_vars: [v1, v2], register: r}
    - {name: vars, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_varnames: ["^v\\\\d$"], register: r}
    - {name: varnames, debug: {msg: "{{ r.results | map(attribute='item') | list | sort }}"}}
    - {name: env, debug: {msg: "{{ item | length }}"}, with_env: [NOT_SET_ANYWHERE]}
    - {name: template, debug: {msg: "{{ item }}"}, with_template: x.j2}
`,
  },
  {
    name: 'with_inventory_hostnames chooses by a pattern',
    inventory: '[a]\nh1 ansible_connection=local\n[b]\nh2\nh3\n',
    playbook: `
- hosts: h1
  gather_facts: false
  tasks:
    - {debug: {msg: "{{ item }}"}, with_inventory_hostnames: ["all:!b"], register: r}
    - {name: without, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {debug: {msg: "{{ item }}"}, with_inventory_hostnames: ["b", "&h2"], register: r}
    - {name: terms, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
    - {name: query, debug: {msg: "{{ query('inventory_hostnames', 'b') }}"}}
`,
  },
  {
    name: 'loop_control renames, counts, extends and labels',
    playbook: `
- hosts: all
  vars: {n: zz}
  tasks:
    - debug: {msg: "{{ x }} {{ i }} {{ ansible_loop_var }} {{ ansible_index_var }}"}
      loop: [a, b]
      loop_control: {loop_var: x, index_var: i}
      register: r
    - {name: r, debug: {msg: "{{ r | to_json(sort_keys=true) }}"}}
    - {debug: {msg: "{{ ansible_loop }}"}, loop: [a, b, c], loop_control: {extended: true}, register: r}
    - {name: extended, debug: {msg: "{{ r.results | map(attribute='msg') | list }}"}}
    - debug: {msg: "{{ ansible_loop }}"}
      loop: [a, b]
      loop_control: {extended: "{{ true }}", extended_allitems: false, loop_var: "{{ n }}"}
      register: r
    - {name: without all, debug: {msg: "{{ r.results | map(attribute='msg') | list }} {{ r.results.0.zz }}"}}
    - {debug: {msg: x}, loop: [1, 2], loop_control: {pause: 0.01, label: {n: "{{ item }}"}}}
    - {name: no label, debug: {msg: x}, loop: [1], loop_control: {label: "{{ nope }}"}, ignore_errors: true}
    - {name: no loop, debug: {msg: x}, loop_control: {label: x}}
`,
  },
  {
    name: 'what a loop registers: nothing to do, all skipped, some failed',
    playbook: `
- hosts: all
  tasks:
    - {command: "true", loop: [], register: r}
    - {name: none, debug: {msg: "{{ r | to_json(sort_keys=true) }}"}}
    - {command: "true", loop: [a, b], when: item == 'z', register: r}
    - {name: skipped, debug: {msg: "{{ r }}"}}
    - {command: "test {{ item }} = b", loop: [a, b], register: r, ignore_errors: true}
    - {name: failed, debug: {msg: "{{ r.failed }} {{ r.changed }} {{ r.skipped }} {{ r.msg }} {{ r.results | map(attribute='failed') | list }}"}}
    - {command: "echo {{ item }}", loop: [a, b], register: r, when: item == 'b'}
    - {name: some, debug: {msg: "{{ r.changed }} {{ r.skipped }} {{ r.msg }} {{ r.failed is defined }} {{ r.results.0 }}"}}
    - {debug: {msg: x}, loop: [1, 2], register: r, failed_when: item == 2, ignore_errors: true}
    - {name: by condition, debug: {msg: "{{ r.results | map(attribute='failed_when_result') | list }}"}}
`,
  },
  {
    name: 'loops over what is undefined or no list',
    playbook: `
- hosts: all
  tasks:
    - {name: skipped, debug: {msg: x}, loop: "{{ nope }}", when: false}
    - {name: skipped too, debug: {msg: x}, with_items: "{{ nope }}", when: nope is defined}
    - {name: undefined, debug: {msg: x}, loop: "{{ nope }}", ignore_errors: true, register: r}
    - {name: told, debug: {msg: "{{ 'is undefined' in r.msg }} {{ r.changed | default('unsaid') }}"}}
    - {name: needs its item, debug: {msg: x}, loop: "{{ nope }}", when: item == 1, ignore_errors: true}
    - {name: a map, debug: {msg: x}, loop: {a: 1}, ignore_errors: true, register: r}
    - {name: told, debug: {msg: "{{ r.msg.startswith(\\"Invalid data passed to 'loop', it requires a list, got this instead: {'a': 1}.\\") }}"}}
    - {name: text, debug: {msg: x}, loop: text, ignore_errors: true}
    - {name: a number, debug: {msg: x}, loop: "{{ 5 }}", when: false, ignore_errors: true}
`,
  },
  {
    name: 'until, retries and delay',
    playbook: `
- hosts: all
  vars: {n: 2, d: 0}
  tasks:
    - {command: "false", register: r, until: r.rc == 0, retries: 2, delay: 0, ignore_errors: true}
    - {name: failing, debug: {msg: "{{ r.attempts }} {{ r.failed }}"}}
    - {command: "true", register: r, until: r.rc == 1, retries: "{{ n }}", delay: "{{ d }}", ignore_errors: true}
    - {name: never true, debug: {msg: "{{ r.attempts }} {{ r.failed }} {{ r.rc }}"}}
    - {command: "true", register: r, until: [r is succeeded, true], retries: 2, delay: 0}
    - {name: at once, debug: {msg: "{{ r.attempts }}"}}
    - {command: "false", register: r, retries: 2, delay: 0, ignore_errors: true}
    - {name: without until, debug: {msg: "{{ r.attempts | default('none') }}"}}
    - {shell: "test {{ item }} = b", register: r, until: r.rc == 0, retries: 1, delay: 0, loop: [a, b], ignore_errors: true}
    - {name: in a loop, debug: {msg: "{{ r.results | map(attribute='attempts') | list }}"}}
    - {command: "true", register: r, until: r.rc == 5, retries: 1, delay: 0, failed_when: false}
    - {name: failed_when stands, debug: {msg: "{{ r.failed }} {{ r.failed_when_result }}"}}
    - {command: "true", register: r, until: r.rc == 0, retries: 0, delay: -1}
    - {name: no retries, debug: {msg: "{{ r.attempts }}"}}
    - {name: broken, command: "true", until: nope == 1, retries: 1, delay: 0, ignore_errors: true}
`,
  },
]
