import type { EngineCase } from '../oracle/engine-case.ts'
import { said } from './said.ts'

const OPTIONS = `
      text: {type: str, required: true}
      many: {type: list, elements: int}
      few: {type: int, default: 5}
      flag: {type: bool}
      half: {type: float}
      one_of: {choices: [a, b]}
      some_of: {type: list, elements: str, choices: [x, y]}
      raw: {type: raw}
      deep:
        type: dict
        options:
          inner: {type: int, required: true}
          more: {type: list, elements: dict, options: {last: {type: str, choices: [z]}}}
`

/** A play that gives the role `r` these variables, and goes on where they are refused. */
function given(vars: string): string {
  return `
    - block:
        - {include_role: {name: r}, vars: ${vars}}
      rescue:
        - {name: refused, debug: {msg: "{{ ansible_failed_result.argument_errors }}"}}`
}

/** \`argument_specs\` of roles, and the module that checks them. */
export const SPEC_CASES: readonly EngineCase[] = [
  {
    name: 'argument_specs of a role are checked before its tasks, whatever the tags',
    tags: ['t'],
    playbook: `
- hosts: all
  roles:
    - {role: r, text: hi, tags: t}
    - {role: r, text: hi, few: 3, tags: other}
    - {role: s, tags: t}
`,
    files: {
      'roles/r/meta/argument_specs.yml': `argument_specs:\n  main:\n    short_description: what it takes\n    options:${OPTIONS}`,
      'roles/r/tasks/main.yml': said("{{ few | default('not given') }}"),
      'roles/s/meta/main.yml':
        'argument_specs: {main: {options: {a: {type: int}}}, other: {options: {b: {required: true}}}}\n',
      'roles/s/tasks/main.yml': said('s'),
      'roles/s/tasks/other.yml': said('other'),
    },
  },
  {
    name: 'arguments of every type, and what is wrong with them',
    playbook: `
- hosts: all
  vars: {v: "{{ 'many' }}"}
  tasks:${[
    '{text: a, many: [1, "2"], flag: "yes", half: "1.5", one_of: a, some_of: "x,y", deep: {inner: 1, more: [{last: z}]}}',
    '{}',
    '{text: a, many: [1, "{{ v }}"], few: "{{ v }}"}',
    '{text: a, flag: [1]}',
    '{text: a, half: "{{ v }}"}',
    '{text: a, one_of: c, some_of: [x, q]}',
    '{text: a, deep: {more: [{last: y}]}}',
    '{text: a, deep: {inner: 1, odd: 2}}',
    '{text: a, many: "{{ {1: 2} }}"}',
    '{text: [1], few: "7", raw: {a: 1}}',
    '{text: a, few: null, one_of: null}',
  ]
    .map(given)
    .join('')}
`,
    files: {
      'roles/r/meta/argument_specs.yml': `argument_specs:\n  main:\n    options:${OPTIONS}`,
      'roles/r/tasks/main.yml': said('r'),
    },
  },
  {
    name: 'an entry point of its own, and rolespec_validate',
    playbook: `
- hosts: all
  tasks:
    - include_role: {name: r, tasks_from: other}
    - {include_role: {name: r, rolespec_validate: false}}
    - {import_role: {name: r, rolespec_validate: false}}
    - {name: fails, import_role: {name: again}, ignore_errors: true}
`,
    files: {
      'roles/r/meta/argument_specs.yml':
        'argument_specs: {main: {options: {a: {required: true}}}, other: {short_description: another, options: {b: {}}}}\n',
      'roles/r/tasks/main.yml': said('r'),
      'roles/r/tasks/other.yml': said('other'),
      'roles/again/meta/main.yaml': 'argument_specs: {main: {options: {a: {required: true}}}}\n',
    },
  },
  {
    name: 'validate_argument_spec as a task',
    playbook: `
- hosts: all
  vars: {a: 1, b: text, specs: {a: {type: int}, b: {type: int}}}
  tasks:
    - {name: good, validate_argument_spec: {argument_spec: {a: {type: int, required: true}}}, register: r}
    - {name: good, debug: {msg: "{{ r.msg }}"}}
    - {name: bad, validate_argument_spec: {argument_spec: "{{ specs }}"}, register: r, ignore_errors: true}
    - {name: bad, debug: {msg: "{{ r.argument_errors | length }}"}}
    - name: provided
      validate_argument_spec: {argument_spec: "{{ specs }}", provided_arguments: {b: 2}, validate_args_context: {name: mine}}
      register: r
    - {name: provided, debug: {msg: "{{ r.validate_args_context }}"}}
`,
  },
]
