import type { EngineCase } from '../oracle/engine-case.ts'

/** `include_vars`. */
export const VARS_CASES: readonly EngineCase[] = [
  {
    name: 'include_vars of a file in every form, and what it returns',
    playbook: `
- hosts: all
  vars: {f: one.yml, base: b}
  tasks:
    - {name: free, include_vars: "{{ f }}", register: r}
    - {name: free, debug: {msg: "{{ one }} {{ r.ansible_included_var_files | map('basename') | list }} {{ r.ansible_facts }}"}}
    - {name: json, include_vars: {file: two.json}}
    - {name: named, include_vars: {file: one.yml, name: box}, register: r}
    - {name: said, debug: {msg: "{{ two }} {{ box }} {{ r.ansible_facts }}"}}
    - {name: words, include_vars: file=three.yaml name=words}
    - {name: loop, include_vars: "{{ item }}", loop: [one.yml, two.json]}
    - {name: template, debug: {msg: "{{ templated }} {{ words.templated | default('-') }}"}}
    - {name: skipped, include_vars: no.yml, when: false}
`,
    files: {
      'vars/one.yml': 'one: 1\nshared: {a: 1}\n',
      'two.json': '{"two": [1, 2], "shared": {"b": 2}}',
      'vars/three.yaml': 'three: 3\ntemplated: "{{ base }}"\n',
      'vars/two.json': '{"two": "in vars", "templated": "{{ base }}!"}',
    },
  },
  {
    name: 'include_vars of a folder, with depth, patterns and extensions',
    playbook: `
- hosts: all
  tasks:
    - {name: all, include_vars: {dir: vars/d}, register: r}
    - {name: all, debug: {msg: "{{ r.ansible_included_var_files | map('basename') | list }} {{ a }} {{ b }} {{ c }}"}}
    - {name: depth, include_vars: {dir: vars/d, depth: 1, name: n}, register: r}
    - {name: depth, debug: {msg: "{{ n }}"}}
    - {name: matching, include_vars: {dir: vars/d, files_matching: "^[ab]", name: n}}
    - {name: matching, debug: {msg: "{{ n }}"}}
    - {name: ignored, include_vars: {dir: vars/d, ignore_files: [a.yml, "c.*"], name: n}}
    - {name: ignored, debug: {msg: "{{ n }}"}}
    - {name: extensions, include_vars: {dir: vars/d, extensions: [json], ignore_unknown_extensions: true, name: n}}
    - {name: extensions, debug: {msg: "{{ n }}"}}
    - {name: unknown, include_vars: {dir: vars/e}, register: r, ignore_errors: true}
    - {name: unknown, debug: {msg: "{{ r is failed }}"}}
`,
    files: {
      'vars/d/a.yml': 'a: 1\nx: a\n',
      'vars/d/b.json': '{"b": 2, "x": "b"}',
      'vars/d/sub/c.yaml': 'c: 3\nx: c\n',
      'vars/e/a.txt': 'a: 1\n',
    },
  },
  {
    name: 'include_vars merges where it is told to',
    playbook: `
- hosts: all
  vars: {m: {a: 1, deep: {x: 1}}}
  tasks:
    - {name: merge, include_vars: {file: m.yml, hash_behaviour: merge}, register: r}
    - {name: merge, debug: {msg: "{{ m }}"}}
    - {name: replace, include_vars: {file: m.yml, hash_behaviour: replace}}
    - {name: replace, debug: {msg: "{{ m }}"}}
`,
    files: { 'vars/m.yml': 'm: {b: 2, deep: {y: 2}}\n' },
  },
  {
    name: 'include_vars that cannot be',
    playbook: `
- hosts: all
  tasks:
    - {name: missing, include_vars: no.yml, ignore_errors: true}
    - {name: no folder, include_vars: {dir: nope}, ignore_errors: true}
    - {name: list, include_vars: list.yml, ignore_errors: true}
    - {name: extension, include_vars: {file: x.txt}, ignore_errors: true}
    - {name: odd, include_vars: x.txt, ignore_errors: true}
    - {name: a file as a folder, include_vars: {dir: x.txt}, ignore_errors: true}
    - {name: empty, include_vars: empty.yml, ignore_errors: true}
`,
    files: { 'vars/list.yml': '- 1\n', 'vars/x.txt': 'x: 1\n', 'vars/empty.yml': '' },
  },
  {
    name: 'include_vars lies above the vars of the task and below set_fact',
    playbook: `
- hosts: all
  vars: {v: play, w: play}
  tasks:
    - {name: set, set_fact: {w: fact}}
    - {name: load, include_vars: v.yml}
    - {name: v, debug: {msg: "{{ v }} {{ w }}"}, vars: {v: task, w: task}}
    - {name: param, include_tasks: t.yml, vars: {v: param}}
`,
    files: { 'vars/v.yml': 'v: file\nw: file\n', 't.yml': '- {name: inside, debug: {msg: "{{ v }}"}}\n' },
  },
]
