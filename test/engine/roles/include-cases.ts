import type { EngineCase } from '../oracle/engine-case.ts'
import { said } from './said.ts'

const local = (...names: readonly string[]) => names.map((name) => `${name} ansible_connection=local\n`).join('')
const TWO = local('h1', 'h2')

/** `include_tasks` and `include_role`: read while the play runs. */
export const INCLUDE_CASES: readonly EngineCase[] = [
  {
    name: 'include_tasks by a name from a variable, different for each host, with vars and a condition',
    inventory: TWO,
    playbook: `
- hosts: all
  vars: {f: a.yml}
  tasks:
    - include_tasks: "{{ f }}"
    - include_tasks: "{{ inventory_hostname }}.yml"
    - {name: some, include_tasks: a.yml, when: inventory_hostname == 'h1', vars: {v: given}}
    - {name: none, include_tasks: a.yml, when: false}
    - {name: file, include_tasks: {file: a.yml}}
    - {name: empty, include_tasks: empty.yml}
`,
    files: {
      'a.yml': said("a {{ v | default('-') }}"),
      'h1.yml': said('one'),
      'h2.yml': said('two'),
      'empty.yml': '---\n',
    },
  },
  {
    name: 'include_tasks in a loop, the same item twice, with conditions and the loop variable inside',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {include_tasks: a.yml, loop: [1, 1, 2], when: item != 2 or inventory_hostname == 'h2'}
    - {include_tasks: "{{ f }}.yml", loop: [a, b], loop_control: {loop_var: f, index_var: i}}
    - {include_tasks: b.yml, loop: [{x: 1}, {x: 2}], loop_control: {loop_var: o, label: "{{ o.x }}"}, vars: {v: "{{ o.x }}"}}
    - {include_tasks: a.yml, with_items: [], register: nothing}
    - {name: nothing, debug: {msg: "{{ nothing is skipped }}"}}
`,
    files: {
      'a.yml': said("a {{ item | default('-') }} {{ f | default('-') }} {{ i | default('-') }}"),
      'b.yml': said("b {{ v | default('-') }}"),
    },
  },
  {
    name: 'what an include registers, and its vars against set_fact inside',
    playbook: `
- hosts: all
  tasks:
    - {include_tasks: a.yml, register: r, vars: {v: given}}
    - {name: r, debug: {msg: "{{ r.include }} {{ r.include_args }} {{ r is changed }}"}}
    - {name: v, debug: {msg: "{{ v }}"}}
    - {include_role: {name: x, tasks_from: other}, register: r}
    - {name: r, debug: {msg: "{{ r.include_args }}"}}
`,
    files: {
      'a.yml': `- {name: set, set_fact: {v: fact}}\n${said('{{ v }}')}`,
      'roles/x/tasks/other.yml': said('other'),
    },
  },
  {
    name: 'tags of include_tasks are its own, and those of apply are of the tasks',
    tags: ['t'],
    playbook: `
- hosts: all
  tasks:
    - {include_tasks: a.yml, tags: t}
    - {include_tasks: {file: a.yml, apply: {tags: t}}, tags: t}
    - {include_tasks: {file: a.yml, apply: {tags: t}}}
    - {import_tasks: a.yml, tags: t}
    - {include_role: {name: r, apply: {tags: t}}, tags: always}
    - {include_role: {name: r}, tags: t}
    - {import_role: {name: r}, tags: t}
`,
    files: { 'a.yml': `${said('a')}- {name: tagged, debug: {msg: t}, tags: t}\n`, 'roles/r/tasks/main.yml': said('r') },
  },
  {
    name: 'apply gives keywords and vars, by args too',
    playbook: `
- hosts: all
  tasks:
    - include_tasks: {file: a.yml, apply: {vars: {v: applied}, when: go | default(true)}}
    - include_tasks: a.yml
      args: {apply: {ignore_errors: true, vars: {v: by args, fails: true}}}
    - include_tasks: {file: a.yml, apply: {when: false}}
    - include_tasks: {file: a.yml, apply: {vars: {v: applied}}}
      vars: {v: own}
`,
    files: {
      'a.yml': `${said("{{ v | default('-') }}")}- {name: fails, fail: {msg: x}, when: fails | default(false)}\n`,
    },
  },
  {
    name: 'includes in includes, each looked for beside its file and then beside the playbook',
    playbook: `
- hosts: all
  tasks:
    - include_tasks: d/one.yml
    - import_tasks: d/one.yml
`,
    files: {
      'd/one.yml': `${said('one')}- include_tasks: two.yml\n- include_tasks: d/e/three.yml\n- import_tasks: e/three.yml\n`,
      'd/two.yml': `${said('two')}- include_tasks: top.yml\n`,
      'd/e/three.yml': said('three'),
      'top.yml': said('top'),
    },
  },
  {
    name: 'includes in block, rescue and always',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - block: [{include_tasks: fails.yml}]
      rescue: [{include_tasks: a.yml}, {name: why, debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_result.msg }}"}}]
      always: [{include_tasks: a.yml}]
    - {include_tasks: a.yml, run_once: true}
`,
    files: {
      'a.yml': said('a'),
      'fails.yml':
        "- {name: fails, fail: {msg: no}, when: inventory_hostname == 'h2'}\n- {name: next, debug: {msg: n}}\n",
    },
  },
  {
    name: 'a file that is missing fails the hosts that ask for it, whatever ignore_errors says',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {include_tasks: missing.yml, ignore_errors: true, when: inventory_hostname == 'h1'}
    - {include_tasks: "{{ item }}", loop: [a.yml, "{{ 'missing.yml' if inventory_hostname == 'h2' else 'a.yml' }}", a.yml]}
    - {name: end, debug: {msg: end}}
- hosts: all
  tasks: [{name: next, debug: {msg: next}}]
`,
    files: { 'a.yml': said('a') },
  },
  {
    name: 'a name that is undefined fails the task, which may be ignored, and a list of tasks is needed',
    playbook: `
- hosts: all
  tasks:
    - {name: undefined, include_tasks: "{{ nope }}.yml", ignore_errors: true}
    - {name: map, include_tasks: map.yml}
    - {name: never, debug: {msg: never}}
`,
    files: { 'map.yml': 'a: 1\n' },
  },
  ...['free', 'host_pinned'].map((strategy) => ({
    name: `includes with strategy ${strategy}`,
    inventory: TWO,
    playbook: `
- hosts: all
  strategy: ${strategy}
  tasks:
    - {include_tasks: "{{ inventory_hostname }}.yml"}
    - {include_role: {name: r}, loop: [1, 2]}
    - {include_tasks: h1.yml, when: inventory_hostname == 'h2'}
    - {name: end, debug: {msg: end}, changed_when: true, notify: rh}
`,
    files: {
      'h1.yml': said('one'),
      'h2.yml': `${said('two')}- include_tasks: h1.yml\n`,
      'roles/r/tasks/main.yml': said('r {{ item }}'),
      'roles/r/handlers/main.yml': '- {name: rh, debug: {msg: rh}}\n',
    },
  })),
  {
    name: 'include_role with other files, with vars, in a loop and by a variable',
    playbook: `
- hosts: all
  tasks:
    - include_role: {name: r}
    - {include_role: {name: r}, vars: {d: given, v: given}}
    - include_role: {name: r, tasks_from: other.yml, vars_from: more, defaults_from: more}
    - {include_role: {name: "{{ item }}"}, loop: [r, s]}
    - include_role: role=s
    - {name: gone, debug: {msg: "{{ d | default('no d') }} {{ v | default('no v') }} {{ role_names }}"}}
    - include_role: {name: r, public: true}
    - {name: public, debug: {msg: "{{ d | default('no d') }} {{ v | default('no v') }} {{ role_names }}"}}
    - {include_role: {name: s, allow_duplicates: false}}
    - {include_role: {name: s, allow_duplicates: false}}
`,
    files: {
      'roles/r/tasks/main.yml': said('{{ d }} {{ v }} {{ role_name }}'),
      'roles/r/tasks/other.yml': said('other {{ d }} {{ v }}'),
      'roles/r/defaults/main.yml': 'd: default\n',
      'roles/r/defaults/more.yml': 'd: more default\n',
      'roles/r/vars/main.yml': 'v: var\n',
      'roles/r/vars/more.yml': 'v: more var\n',
      'roles/s/tasks/main.yml': said('s'),
    },
  },
  {
    name: 'roles in roles have parents, and dependencies have none',
    playbook: `
- hosts: all
  tasks:
    - {include_role: {name: a}, vars: {v: given}}
    - import_role: {name: a}
`,
    files: {
      'roles/a/tasks/main.yml': `${said("{{ role_names }} {{ ansible_parent_role_names | default('none') }}")}- include_role: {name: b}\n- import_role: {name: c}\n`,
      'roles/b/tasks/main.yml': `${said("{{ ansible_parent_role_names }} {{ ansible_parent_role_paths | map('basename') | list }} {{ v | default('no v') }}")}- include_role: {name: c}\n`,
      'roles/b/meta/main.yml': 'dependencies: [d]\n',
      'roles/c/tasks/main.yml': said('c {{ ansible_parent_role_names }}'),
      'roles/d/tasks/main.yml': said("d {{ ansible_parent_role_names | default('none') }}"),
    },
  },
  {
    name: 'handlers of an included role are there for the rest of the play',
    playbook: `
- hosts: all
  tasks:
    - include_role: {name: r, handlers_from: more}
    - {name: t, debug: {msg: t}, changed_when: true, notify: [h, "r : g", topic]}
`,
    files: {
      'roles/r/tasks/main.yml': '- {name: in role, debug: {msg: r}, changed_when: true, notify: h}\n',
      'roles/r/handlers/more.yml':
        '- {name: h, debug: {msg: "h {{ v }}"}}\n- {name: g, debug: {msg: g}}\n- {name: l, debug: {msg: l}, listen: topic}\n',
      'roles/r/vars/main.yml': 'v: role var\n',
    },
  },
]
