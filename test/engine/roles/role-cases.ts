import type { EngineCase } from '../oracle/engine-case.ts'
import { said } from './said.ts'

/** `roles:` and what a role is made of. */
export const ROLE_CASES: readonly EngineCase[] = [
  {
    name: 'a role has its defaults, vars, tasks and handlers in files of every kind',
    playbook: `
- hosts: all
  roles: [one, two, {role: three}, name: four]
`,
    files: {
      'roles/one/tasks/main.yml': said(
        '{{ d }} {{ v }} {{ role_name }} {{ role_path | basename }} {{ ansible_role_name }}',
      ),
      'roles/one/defaults/main.yml': 'd: default\nv: default\n',
      'roles/one/vars/main.yml': 'v: var\n',
      'roles/two/tasks/main.yaml': said('{{ a }} {{ b }} {{ c }}'),
      'roles/two/vars/main/b.yml': 'b: from b\na: from b\n',
      'roles/two/vars/main/a.yaml': 'a: from a\n',
      'roles/two/vars/main/deep/c.json': '{"c": "from c"}',
      'roles/three/tasks/main.json': '[{"name": "json", "debug": {"msg": "{{ e }}"}}]',
      'roles/three/defaults/main': 'e: no extension\n',
      'roles/four/tasks/main': said('four'),
    },
  },
  {
    name: 'an entry of roles has parameters, vars, conditions, tags and other keywords',
    playbook: `
- hosts: all
  vars: {yes_please: true, which: two}
  roles:
    - {role: r, p: param, d: param}
    - {role: r, vars: {d: entry, v: entry}, when: yes_please}
    - {role: r, when: not yes_please}
    - {role: r, d: tagged, tags: [x, y]}
    - {role: "{{ which }}", environment: {A: b}, ignore_errors: true}
  tasks:
    - {name: after, debug: {msg: "{{ d }} {{ v }} {{ p | default('no p') }}"}}
`,
    files: {
      'roles/r/tasks/main.yml': said("{{ d }} {{ v }} {{ p | default('no p') }}"),
      'roles/r/defaults/main.yml': 'd: default\n',
      'roles/r/vars/main.yml': 'v: var\n',
      'roles/two/tasks/main.yml': '- {name: fails, fail: {msg: no}}\n- {name: goes on, debug: {msg: yes}}\n',
    },
  },
  {
    name: 'tags of an entry of roles are those of its tasks',
    tags: ['x'],
    playbook: `
- hosts: all
  roles:
    - {role: r, tags: x}
    - {role: s, tags: y}
  tasks:
    - {name: untagged, debug: {msg: no}}
`,
    files: {
      'roles/r/tasks/main.yml': said('r'),
      'roles/s/tasks/main.yml': `- {name: own tag, debug: {msg: s}, tags: x}\n${said('none')}`,
    },
  },
  {
    name: 'a role runs once for the same parameters, and each time where it allows duplicates',
    playbook: `
- hosts: all
  roles:
    - once
    - once
    - {role: once, p: 1}
    - {role: once, p: 1}
    - {role: once, vars: {p: 2}}
    - {role: once, when: true}
    - {role: once, tags: t}
    - often
    - often
    - skipped
    - skipped
`,
    files: {
      'roles/once/tasks/main.yml': said("once {{ p | default('-') }}"),
      'roles/often/tasks/main.yml': said('often'),
      'roles/often/meta/main.yml': 'allow_duplicates: true\n',
      'roles/skipped/tasks/main.yml': '- {name: never, debug: {msg: x}, when: false}\n',
    },
  },
  {
    name: 'dependencies run before the role, with parameters, once for the same',
    playbook: `
- hosts: all
  roles: [top, {role: mid, p: outer}]
  tasks:
    - {name: names, debug: {msg: "{{ [role_names, ansible_play_role_names, ansible_role_names | sort, ansible_dependent_role_names | sort] }}"}}
    - {name: vars, debug: {msg: "{{ low_var }} {{ mid_var }} {{ low_def }}"}}
`,
    files: {
      'roles/top/meta/main.yml':
        'dependencies:\n  - mid\n  - {role: low, p: from top}\n  - role: low\n    vars: {p: entry}\n  - {role: low, p: from top}\n',
      'roles/top/tasks/main.yml': said(
        "top {{ low_var }} {{ mid_var }} {{ ansible_parent_role_names | default('none') }}",
      ),
      'roles/mid/meta/main.yml': 'dependencies: [{role: low, p: from mid, when: true, tags: q}]\n',
      'roles/mid/tasks/main.yml': said("mid {{ p | default('no p') }} {{ low_var }} {{ top_var | default('no') }}"),
      'roles/mid/vars/main.yml': 'mid_var: mid\nlow_var: low from mid\n',
      'roles/top/vars/main.yml': 'top_var: top\n',
      'roles/low/tasks/main.yml': said(
        "low {{ p | default('no p') }} {{ low_var }} {{ ansible_dependent_role_names | sort }}",
      ),
      'roles/low/vars/main.yml': 'low_var: low\n',
      'roles/low/defaults/main.yml': 'low_def: low default\n',
    },
  },
  {
    name: 'handlers are flushed after pre_tasks, after roles with tasks, and after post_tasks',
    playbook: `
- hosts: all
  pre_tasks: [{name: pre, debug: {msg: pre}, changed_when: true, notify: [of play, "r : of role"]}]
  roles: [r]
  tasks: [{name: task, debug: {msg: task}, changed_when: true, notify: of role}]
  post_tasks: [{name: post, debug: {msg: post}, changed_when: true, notify: topic}]
  handlers:
    - {name: of play, debug: {msg: play}}
    - {name: heard, debug: {msg: "heard {{ v }}"}, listen: topic}
`,
    files: {
      'roles/r/tasks/main.yml': '- {name: in role, debug: {msg: r}, changed_when: true, notify: [of role, topic]}\n',
      'roles/r/handlers/main.yml':
        '- {name: of role, debug: {msg: "{{ v }} {{ role_name }}"}}\n- {name: role hears, debug: {msg: "{{ v }}"}, listen: [topic]}\n',
      'roles/r/vars/main.yml': 'v: role var\n',
    },
  },
  {
    name: 'a handler of the play wins over one of a role with its name',
    playbook: `
- hosts: all
  roles: [r]
  tasks: [{name: t, debug: {msg: t}, changed_when: true, notify: [h, "r : h"]}]
  handlers: [{name: h, debug: {msg: play}}]
`,
    files: { 'roles/r/handlers/main.yml': '- {name: h, debug: {msg: role}}\n', 'roles/r/tasks/main.yml': said('r') },
  },
  {
    name: 'vars of roles are seen by the whole play, and by no other',
    playbook: `
- hosts: all
  pre_tasks: [{name: pre, debug: {msg: "{{ v }} {{ d }}"}}]
  roles: [r]
  tasks: [{name: same, debug: {msg: "{{ v }} {{ d }}"}}]
- hosts: all
  tasks: [{name: other, debug: {msg: "{{ v | default('no v') }} {{ d | default('no d') }} {{ role_names }}"}}]
`,
    files: {
      'roles/r/tasks/main.yml': said('r'),
      'roles/r/vars/main.yml': 'v: var\n',
      'roles/r/defaults/main.yml': 'd: default\n',
    },
  },
  {
    name: 'files, templates and vars are looked for in the role, then beside the tasks, then beside the playbook',
    playbook: `
- hosts: all
  roles: [r]
  tasks:
    - {name: own, debug: {msg: "{{ lookup('file', 'f.txt') }}"}}
`,
    files: {
      'roles/r/tasks/main.yml': `${said("{{ lookup('file', 'f.txt') }} {{ lookup('file', 'g.txt') }} {{ lookup('template', 't.j2') }} {{ lookup('file', 'beside.txt') }}")}- include_tasks: sub/inc.yml\n- {name: vars, include_vars: x.yml}\n- {name: x, debug: {msg: "{{ x }}"}}\n`,
      'roles/r/tasks/sub/inc.yml': said("{{ lookup('file', 'near.txt') }} {{ lookup('file', 'f.txt') }}"),
      'roles/r/tasks/sub/near.txt': 'near',
      'roles/r/files/f.txt': 'role f',
      'roles/r/templates/t.j2': 'template of {{ role_name }}',
      'roles/r/tasks/beside.txt': 'beside',
      'roles/r/vars/x.yml': 'x: role x\n',
      'vars/x.yml': 'x: play x\n',
      'files/f.txt': 'play f',
      'files/g.txt': 'play g',
    },
  },
  {
    name: 'parameters win over set_fact, and vars of a role do not',
    playbook: `
- hosts: all
  roles:
    - {role: r, p: param}
`,
    files: {
      'roles/r/tasks/main.yml':
        '- {name: set, set_fact: {p: fact, v: fact, d: fact}}\n' + said('{{ p }} {{ v }} {{ d }}'),
      'roles/r/vars/main.yml': 'v: var\n',
      'roles/r/defaults/main.yml': 'd: default\n',
    },
  },
  {
    name: 'a role by its path, and one beside the playbook',
    playbook: `
- hosts: all
  roles: [other/deep, beside, ./other/deep]
  tasks: [{name: names, debug: {msg: "{{ role_names }}"}}]
`,
    files: { 'other/deep/tasks/main.yml': said('deep'), 'beside/tasks/main.yml': said('beside') },
  },
]
