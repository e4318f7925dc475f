import type { EngineCase } from '../oracle/engine-case.ts'

/** Where a variable can be defined, the lowest precedence first, each with what defines it. */
const LEVELS = [
  'role defaults',
  'inventory all',
  'inventory group',
  'group_vars/all',
  'group_vars/web',
  'inventory host',
  'host_vars/h1',
  'a fact',
  'play vars',
  'vars_prompt',
  'vars_files',
  'role vars',
  'block vars',
  'task vars',
  'include_vars',
  'set_fact',
  'role params',
  'include params',
  'extra vars',
] as const

type Level = (typeof LEVELS)[number]

/** One case for each level: the variable is defined there and at all lower ones, and nowhere above. */
export const PRECEDENCE_CASES: readonly EngineCase[] = LEVELS.map((top, index) =>
  caseOf(top, new Set(LEVELS.slice(0, index + 1))),
)

function caseOf(top: Level, levels: ReadonlySet<Level>): EngineCase {
  const has = (level: Level) => levels.has(level)
  const set = (level: Level, text: string) => (has(level) ? text : '')
  const vars = (level: Level) => (has(level) ? `v: ${level}\n` : 'other: 1\n')
  return {
    name: `precedence: ${top} wins over all below it`,
    inventory: `[web]
h1 ansible_connection=local${set('inventory host', ' v="inventory host"')}
[web:vars]
${set('inventory group', 'v=inventory group')}
[all:vars]
${set('inventory all', 'v=inventory all')}
`,
    files: {
      'group_vars/all.yml': vars('group_vars/all'),
      'group_vars/web.yml': vars('group_vars/web'),
      'host_vars/h1.yml': vars('host_vars/h1'),
      'file.yml': vars('vars_files'),
      'included.yml': vars('include_vars'),
      'roles/r/defaults/main.yml': vars('role defaults'),
      'roles/r/vars/main.yml': vars('role vars'),
      'library/finder': `#!/bin/sh\necho '{"changed": false, "ansible_facts": {"${has('a fact') ? 'v' : 'other'}": "a fact"}}'\n`,
      'roles/r/tasks/main.yml': `
- {name: fact, finder: }
- {name: include_vars, include_vars: "{{ playbook_dir }}/included.yml"}
- {name: set_fact, set_fact: {${has('set_fact') ? 'v: set_fact' : 'other: 1'}}}
- {name: include, include_tasks: show.yml, vars: {${has('include params') ? 'v: include params' : 'other: 1'}}}
`,
      'roles/r/tasks/show.yml': `
- block:
    - {name: v, debug: {msg: "{{ v }}"}, vars: {${has('task vars') ? 'v: task vars' : 'other: 1'}}}
  vars: {${has('block vars') ? 'v: block vars' : 'other: 1'}}
`,
    },
    ...(has('extra vars') ? { extraVars: { v: 'extra vars' } } : {}),
    playbook: `
- hosts: all
  vars: {${has('play vars') ? 'v: play vars' : 'other: 1'}}
${set('vars_prompt', '  vars_prompt: [{name: v, default: vars_prompt}]')}
  vars_files: [file.yml]
  roles:
    - {role: r${set('role params', ', v: role params')}}
`,
  }
}
