import type { EngineCase } from '../oracle/engine-case.ts'
import { said } from './said.ts'

const local = (...names: readonly string[]) => names.map((name) => `${name} ansible_connection=local\n`).join('')
const TWO = local('h1', 'h2')

/** `import_tasks`, `import_role`, `import_playbook` and `include`: read before the play runs. */
export const IMPORT_CASES: readonly EngineCase[] = [
  {
    name: 'the keywords of import_tasks are those of each of its tasks',
    inventory: TWO,
    playbook: `
- hosts: all
  vars: {f: a}
  tasks:
    - {import_tasks: a.yml, vars: {v: given}, when: inventory_hostname == 'h1'}
    - {import_tasks: "{{ f }}.yml"}
    - {import_tasks: {file: a.yml}, ignore_errors: true}
    - import_tasks: file=a.yml
    - {import_tasks: empty.yml}
    - {name: named, import_tasks: sets.yml, when: not done | default(false)}
`,
    files: {
      'a.yml': said("a {{ v | default('-') }}"),
      'empty.yml': '',
      'sets.yml': `- {name: set, set_fact: {done: true}}\n${said('skipped by now')}`,
    },
  },
  {
    name: 'import_role gives its vars, defaults and handlers to the whole play',
    playbook: `
- hosts: all
  tasks:
    - {name: before, debug: {msg: "{{ d }} {{ v }} {{ role_names }}"}, changed_when: true, notify: h}
    - {import_role: {name: r}, vars: {d: given}}
    - import_role: {name: r, tasks_from: other, vars_from: more}
    - {import_role: {name: r}, when: false}
    - {name: after, debug: {msg: "{{ d }} {{ v }}"}}
`,
    files: {
      'roles/r/tasks/main.yml': said('{{ d }} {{ v }}'),
      'roles/r/tasks/other.yml': said('other {{ v }}'),
      'roles/r/defaults/main.yml': 'd: default\n',
      'roles/r/vars/main.yml': 'v: var\n',
      'roles/r/vars/more.yml': 'v: more\n',
      'roles/r/handlers/main.yml': '- {name: h, debug: {msg: handler}}\n',
    },
  },
  {
    name: 'import_playbook with vars, tags and conditions, relative to the file that imports',
    playbook: `
- hosts: all
  tasks: [{name: first, debug: {msg: first}}]
- import_playbook: sub/two.yml
  vars: {v: given}
- {import_playbook: "{{ 'sub' }}/three.yml", when: false}
- {name: named, import_playbook: sub/three.yml, tags: t}
`,
    files: {
      'sub/two.yml': `- hosts: all\n  gather_facts: false\n  vars: {v: own}\n  tasks:\n    - include_tasks: tasks.yml\n    - {name: v, debug: {msg: "{{ v }} {{ playbook_dir | basename }}"}}\n- import_playbook: three.yml\n`,
      'sub/tasks.yml': said('beside {{ v }}'),
      'sub/three.yml':
        '- hosts: all\n  gather_facts: false\n  tasks: [{name: three, debug: {msg: "three {{ v | default(0) }}"}}]\n',
    },
  },
  {
    name: 'tags of import_playbook select its tasks',
    tags: ['t'],
    playbook: `
- hosts: all
  tasks: [{name: first, debug: {msg: first}}]
- {import_playbook: sub/three.yml, tags: t}
`,
    files: { 'sub/three.yml': '- hosts: all\n  gather_facts: false\n  tasks: [{name: three, debug: {msg: three}}]\n' },
  },
  {
    name: 'include is an import where its name is known, and an include where it is not',
    playbook: `
- hosts: all
  vars: {f: a.yml}
  tasks:
    - {include: a.yml, vars: {v: given}}
    - include: a.yml v=words w=more
    - {include: "{{ f }}", when: f is defined}
    - {include: a.yml, loop: [1, 2]}
    - {include: a.yml, when: false}
`,
    files: { 'a.yml': said("a {{ v | default('-') }} {{ w | default('-') }} {{ item | default('-') }}") },
  },
  {
    name: 'handlers in files of their own, imported and included',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: a, debug: {msg: a}, changed_when: true, notify: [imported, from include, topic]}
    - {name: b, debug: {msg: b}, changed_when: "inventory_hostname == 'h2'", notify: by name}
  handlers:
    - import_tasks: handlers/some.yml
    - {name: from include, include_tasks: handlers/more.yml}
    - {name: hears, include_tasks: handlers/more.yml, listen: topic, vars: {v: heard}}
    - {name: by name, include_tasks: "handlers/{{ inventory_hostname }}.yml"}
`,
    files: {
      'handlers/some.yml': '- {name: imported, debug: {msg: imported}}\n- {name: unheard, debug: {msg: no}}\n',
      'handlers/more.yml': `- {name: one, debug: {msg: "one {{ v | default('-') }}"}}\n- {name: two, debug: {msg: two}}\n`,
      'handlers/h2.yml': '- {name: of h2, debug: {msg: h2}}\n',
    },
  },
]
