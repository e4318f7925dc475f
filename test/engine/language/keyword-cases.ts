import type { EngineCase } from '../oracle/engine-case.ts'

export const KEYWORD_CASES: readonly EngineCase[] = [
  {
    name: 'module_defaults of plays, blocks and tasks: an inner one replaces the whole of an outer one',
    files: {
      'inc.yml': '- debug:\n- {command: pwd, register: r}\n- {name: included, debug: {msg: "{{ r.stdout }}"}}\n',
    },
    playbook: `
- hosts: all
  vars: {base: {msg: from a template}}
  module_defaults:
    debug: {msg: play}
    ansible.builtin.command: {chdir: /tmp}
    set_fact: {from_default: 1}
  tasks:
    - debug:
    - debug: {msg: own}
    - {command: pwd, register: r}
    - {name: pwd, debug: {msg: "{{ r.stdout }}"}}
    - {command: {cmd: pwd, chdir: /}, register: r}
    - {name: own pwd, debug: {msg: "{{ r.stdout }}"}}
    - block:
        - debug:
        - {debug: , module_defaults: {debug: {msg: task}}}
        - {debug: , module_defaults: {debug: {}}}
        - {command: pwd, register: r}
        - {name: block pwd, debug: {msg: "{{ r.stdout }}"}}
      module_defaults: [{debug: {msg: block}}, {command: {chdir: /usr}}]
    - {debug: , module_defaults: {debug: "{{ base }}"}}
    - {debug: , module_defaults: {ansible.builtin.debug: {msg: "{{ item }}"}}, loop: [1, 2]}
    - set_fact: {other: 2}
    - {name: facts, debug: {msg: "{{ from_default }} {{ other }}"}}
    - include_tasks: inc.yml
`,
  },
  {
    name: 'environment, vars, when and tags add up; ignore_errors and check_mode are taken from the nearest',
    tags: ['p'],
    playbook: `
- hosts: all
  tags: [p]
  environment: {A: play, B: play}
  vars: {x: play, cond: true}
  ignore_errors: true
  tasks:
    - block:
        - {shell: echo $A $B $C, environment: {C: task, A: task}, register: r}
        - {name: env, debug: {msg: "{{ r.stdout }} {{ x }} {{ environment }}"}, vars: {x: task}}
        - {name: "named {{ x }}", debug: {msg: n}}
        - {name: "undefined {{ nope }}", debug: {msg: n}}
        - {name: fails, command: "false"}
      vars: {x: block}
      when: [cond, "x == 'block'"]
      tags: b
      environment: {B: block}
      check_mode: false
    - {name: checked, command: echo 1, check_mode: true}
    - {name: mode, debug: {msg: "{{ ansible_check_mode }}"}, check_mode: true, connection: local, debugger: never, collections: [a.b]}
    - {name: broken, debug: {msg: x}, when: nope}
    - {name: itself, debug: {msg: "{{ a_ }}"}, vars: {a_: "{{ b_ }}", b_: "{{ a_ }}"}}
    - {name: never, debug: {msg: x}, tags: [never, z]}
`,
  },
  {
    name: 'set_fact: computed names, words of truth, cacheable, bad names and nothing',
    playbook: `
- hosts: all
  vars: {x: dyn}
  tasks:
    - {set_fact: {"{{ x }}_name": 1, two: "{{ 1 + 1 }}", t: "yes", l: "[1, 2]"}}
    - {name: set, debug: {msg: "{{ dyn_name }} {{ two }} {{ t }} {{ l[0] }}"}}
    - {set_fact: {kept: 1, cacheable: yes}}
    - {set_fact: {plain: 2}}
    - {name: facts, debug: {msg: "{{ ansible_facts.kept | default('no') }} {{ ansible_facts.plain | default('no') }}"}}
    - meta: clear_facts
    - {name: cleared, debug: {msg: "{{ ansible_facts }} {{ kept }} {{ plain }}"}}
    - {name: bad name, set_fact: {"bad-name": 1}, ignore_errors: true}
    - {name: nothing, set_fact: , ignore_errors: true}
`,
  },
  {
    name: 'what a task registers that was skipped, failed or withheld',
    playbook: `
- hosts: all
  tasks:
    - {command: "true", when: false, register: r}
    - {name: skipped, debug: {msg: "{{ r }}"}}
    - {fail: , register: r, ignore_errors: true}
    - {name: failed, debug: {msg: "{{ r | to_json(sort_keys=true) }} {{ r is failed }} {{ r is skipped }} {{ r is changed }}"}}
    - {command: echo hi, register: r, no_log: true}
    - {name: withheld, debug: {msg: "{{ r.stdout }}"}}
    - {command: "false", register: r, failed_when: false}
    - {name: not failed, debug: {msg: "{{ r.failed }} {{ r.failed_when_result }} {{ r.rc }}"}}
    - {command: "true", register: r, changed_when: [r.rc == 0, false], failed_when: [r.rc == 0, r.rc == 1]}
    - {name: all have to hold, debug: {msg: "{{ r.changed }} {{ r.failed }}"}}
    - {command: "true", register: r, failed_when: r.nope == 1, ignore_errors: true}
    - {name: broken, debug: {msg: "{{ r.failed }} {{ r.rc }} {{ 'nope' in r.failed_when_result }}"}}
    - {debug: {msg: "{{ nope }}"}, register: r, ignore_errors: true, failed_when: false}
    - {name: not tried, debug: {msg: "{{ r.failed }} {{ r.changed | default('unsaid') }}"}}
`,
  },
]
