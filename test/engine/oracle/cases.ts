import type { EngineCase } from './engine-case.ts'
import { HOST_CASES } from './host-cases.ts'

const local = (...names: readonly string[]) => names.map((name) => `${name} ansible_connection=local\n`).join('')

/** h1 is well; h2 is not there: nothing listens at its port. */
const ONE_AWAY = `${local('h1')}h2 ansible_connection=ssh ansible_host=127.0.0.1 ansible_port=1\n`

const TWO = local('h1', 'h2')
const THREE = local('h1', 'h2', 'h3')

export const ENGINE_CASES: readonly EngineCase[] = [
  {
    name: 'flush_handlers runs what is notified, once, and later notifications again',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: h}
    - meta: flush_handlers
    - {name: b, command: "true"}
    - {name: c, command: "true", notify: h}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'flush_handlers with a when of its own',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: h}
    - {meta: flush_handlers, when: false}
    - {name: b, command: "true"}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'end_host ends one host and no other, and its handlers do not run',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: h}
    - {meta: end_host, when: inventory_hostname == 'h1'}
    - {name: b, command: "true"}
  handlers:
    - {name: h, command: "true"}
- hosts: all
  tasks:
    - {name: next play, command: "true"}
`,
  },
  {
    name: 'end_play ends the play for all, and the next one runs',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: h}
    - {meta: end_play, when: inventory_hostname == 'h1'}
    - {name: b, command: "true"}
  post_tasks:
    - {name: post, command: "true"}
  handlers:
    - {name: h, command: "true"}
- hosts: all
  tasks:
    - {name: next play, command: "true"}
`,
  },
  {
    name: 'end_play where its condition holds on no host',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {meta: end_play, when: inventory_hostname == 'h9'}
    - {name: b, command: "true"}
`,
  },
  {
    name: 'end_play ends the batches that come after, too',
    inventory: TWO,
    playbook: `
- hosts: all
  serial: 1
  tasks:
    - {name: a, command: "true"}
    - meta: end_play
    - {name: b, command: "true"}
`,
  },
  {
    name: 'end_batch ends the batch, and the next one starts',
    inventory: TWO,
    playbook: `
- hosts: all
  serial: 1
  tasks:
    - {name: a, command: "true"}
    - {meta: end_batch, when: inventory_hostname == 'h1'}
    - {name: b, command: "true"}
`,
  },
  {
    name: 'clear_host_errors lets failed hosts take part in the next play',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "test {{ inventory_hostname }} = h2"}
    - {name: b, command: "true"}
    - meta: clear_host_errors
    - {name: c, command: "true"}
- hosts: all
  tasks:
    - {name: next play, command: "true"}
`,
  },
  {
    name: 'meta noop does nothing',
    playbook: `
- hosts: all
  tasks:
    - meta: noop
    - {name: a, command: "true"}
`,
  },
  {
    name: 'end_host inside a block leaves its always alone',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - block:
        - {meta: end_host, when: inventory_hostname == 'h1'}
        - {name: b, command: "true"}
      always:
        - {name: tidies, command: "true"}
`,
  },
  {
    name: 'handlers that listen to one topic all run, with those of that name',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: topic}
  handlers:
    - {name: one, command: "true", listen: topic}
    - {name: two, command: "true", listen: [other, topic]}
    - {name: topic, command: "true"}
    - {name: three, command: "true", listen: other}
`,
  },
  {
    name: 'a handler notifies another, earlier and later',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: middle}
  handlers:
    - {name: first, command: "true"}
    - {name: middle, command: "true", notify: [last, first]}
    - {name: last, command: "true"}
`,
  },
  {
    name: 'a handler that fails keeps later ones from its host',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: [one, two]}
  handlers:
    - {name: one, command: "test {{ inventory_hostname }} = h2"}
    - {name: two, command: "true"}
`,
  },
  {
    name: 'a task that did not change notifies nothing',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", changed_when: false, notify: h}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'a handler with a when that does not hold is skipped',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: h}
  handlers:
    - {name: h, command: "true", when: false}
`,
  },
  {
    name: 'handlers do not run on a host that failed',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: h}
    - {name: b, command: "test {{ inventory_hostname }} = h2"}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'force_handlers of the play runs them on a host that failed',
    inventory: TWO,
    playbook: `
- hosts: all
  force_handlers: true
  tasks:
    - {name: a, command: "true", notify: h}
    - {name: b, command: "test {{ inventory_hostname }} = h2"}
    - {name: c, command: "true"}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: '--force-handlers with every host failed',
    forceHandlers: true,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", notify: h}
    - {name: b, command: "false"}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'pre_tasks have their handlers before tasks',
    playbook: `
- hosts: all
  pre_tasks:
    - {name: pre, command: "true", notify: h}
  tasks:
    - {name: task, command: "true"}
  post_tasks:
    - {name: post, command: "true", notify: h}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'a block notifies for its tasks',
    playbook: `
- hosts: all
  tasks:
    - notify: h
      block:
        - {name: a, command: "true"}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'any_errors_fatal on a play stops every host',
    inventory: TWO,
    playbook: `
- hosts: all
  any_errors_fatal: true
  tasks:
    - {name: a, command: "test {{ inventory_hostname }} = h2"}
    - {name: b, command: "true"}
- hosts: all
  tasks:
    - {name: next play, command: "true"}
`,
  },
  {
    name: 'any_errors_fatal in a block lets its rescue run',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - any_errors_fatal: true
      block:
        - {name: a, command: "test {{ inventory_hostname }} = h2"}
        - {name: b, command: "true"}
      rescue:
        - {name: mends, command: "true"}
    - {name: c, command: "true"}
`,
  },
  {
    name: 'any_errors_fatal does not mind an ignored failure',
    inventory: TWO,
    playbook: `
- hosts: all
  any_errors_fatal: true
  tasks:
    - {name: a, command: "test {{ inventory_hostname }} = h2", ignore_errors: true}
    - {name: b, command: "true"}
`,
  },
  {
    name: 'an unreachable host takes no further part',
    inventory: ONE_AWAY,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true"}
    - {name: b, command: "true"}
- hosts: all
  tasks:
    - {name: next play, command: "true"}
`,
  },
  {
    name: 'ignore_unreachable on a task goes on with the host',
    inventory: ONE_AWAY,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", ignore_unreachable: true}
    - {name: b, debug: {msg: here}}
    - {name: c, command: "true"}
    - {name: d, debug: {msg: here}}
`,
  },
  {
    name: 'ignore_unreachable on a play goes on with the host',
    inventory: ONE_AWAY,
    playbook: `
- hosts: all
  ignore_unreachable: true
  tasks:
    - {name: a, command: "true", register: r}
    - {name: b, debug: {msg: "{{ r.unreachable is defined }}"}}
    - {name: c, command: "true"}
`,
  },
  {
    name: 'ignore_errors does not let an unreachable host pass',
    inventory: ONE_AWAY,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", ignore_errors: true}
    - {name: b, debug: {msg: here}}
`,
  },
  {
    name: 'rescue does not catch an unreachable host',
    inventory: ONE_AWAY,
    playbook: `
- hosts: all
  tasks:
    - block:
        - {name: a, command: "true"}
      rescue:
        - {name: mends, debug: {msg: here}}
      always:
        - {name: tidies, debug: {msg: here}}
    - {name: after, debug: {msg: here}}
`,
  },
  {
    name: 'environment of play, block and task, the inner one on top',
    playbook: `
- hosts: all
  environment: {A: play, B: play, C: "{{ 1 + 1 }}"}
  tasks:
    - environment: {B: block}
      block:
        - {name: a, shell: 'echo $A $B $C $D', environment: [{D: task}, {A: list}], register: r}
        - {name: b, debug: {msg: "{{ r.stdout }}"}}
    - {name: c, shell: 'echo "$A $B $C $D"', register: r}
    - {name: d, debug: {msg: "{{ r.stdout }}"}}
`,
  },
  {
    name: 'check_mode true on a task in a run that changes',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", check_mode: true}
    - {name: b, copy: {content: x, dest: "{{ playbook_dir }}/f"}, check_mode: true}
    - {name: c, stat: {path: "{{ playbook_dir }}/f"}, register: s}
    - {name: d, debug: {msg: "{{ s.stat.exists }} {{ ansible_check_mode }}"}}
`,
  },
  {
    name: 'check_mode false on a task in a check run',
    check: true,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true"}
    - {name: b, command: "true", check_mode: false, register: r, notify: h}
    - {name: c, debug: {msg: "{{ r.rc }} {{ ansible_check_mode }}"}}
    - check_mode: false
      block:
        - {name: d, command: "true"}
    - {name: e, copy: {content: x, dest: "{{ playbook_dir }}/f"}}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'tags: only those asked for, inherited from play and block',
    tags: ['wanted'],
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true"}
    - {name: b, command: "true", tags: wanted}
    - tags: [wanted, other]
      block:
        - {name: c, command: "true"}
        - {name: d, command: "true", tags: never}
    - {name: e, command: "true", tags: always}
- hosts: all
  tags: wanted
  tasks:
    - {name: f, command: "true", notify: h}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'skipped tags win over always that is skipped by name',
    skipTags: ['gone'],
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true"}
    - {name: b, command: "true", tags: gone}
    - {name: c, command: "true", tags: [always, gone]}
    - {name: d, command: "true", tags: never}
    - {name: e, command: "true", tags: "x,gone"}
`,
  },
  {
    name: 'tags on handlers do not keep them from running',
    tags: ['wanted'],
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", tags: wanted, notify: [h, i]}
  handlers:
    - {name: h, command: "true", tags: other}
    - {name: i, command: "true"}
`,
  },
  {
    name: 'vars_files lists take the first that exists',
    files: { 'b.yml': 'v: from b\n', 'c.yml': 'v: from c\n', 'd.yml': 'w: "{{ v }} and d"\n' },
    playbook: `
- hosts: all
  vars: {which: b}
  vars_files:
    - [a.yml, "{{ which }}.yml", c.yml]
    - d.yml
  tasks:
    - {name: a, debug: {msg: "{{ w }}"}}
`,
  },
  {
    name: 'the when of a block is that of each task in it',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - when: inventory_hostname == 'h1'
      block:
        - {name: a, command: "true"}
        - {name: b, command: "true", when: false}
      rescue:
        - {name: c, command: "true"}
      always:
        - {name: d, command: "true"}
`,
  },
  {
    name: 'a rescue that fails fails the host, and always still runs',
    playbook: `
- hosts: all
  tasks:
    - block:
        - {name: a, command: "false"}
      rescue:
        - {name: b, command: "false"}
        - {name: not reached, command: "true"}
      always:
        - {name: c, command: "true"}
    - {name: after, command: "true"}
`,
  },
  {
    name: 'an outer rescue catches an inner rescue that fails',
    playbook: `
- hosts: all
  tasks:
    - block:
        - block:
            - {name: a, command: "false"}
          rescue:
            - {name: b, command: "false"}
          always:
            - {name: c, command: "true"}
        - {name: not reached, command: "true"}
      rescue:
        - {name: d, debug: {msg: "{{ ansible_failed_task.name }}"}}
      always:
        - {name: e, command: "true"}
    - {name: after, command: "true"}
`,
  },
  {
    name: 'an always that fails fails the host',
    playbook: `
- hosts: all
  tasks:
    - block:
        - {name: a, command: "true"}
      always:
        - {name: b, command: "false"}
        - {name: c, command: "true"}
    - {name: after, command: "true"}
`,
  },
  {
    name: 'nested blocks, one host failing in the inner one',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - block:
        - block:
            - {name: a, command: "test {{ inventory_hostname }} = h2"}
            - {name: b, command: "true"}
          always:
            - {name: c, command: "true"}
        - {name: d, command: "true"}
      rescue:
        - {name: e, command: "true"}
    - {name: after, command: "true"}
`,
  },
  {
    name: 'until with tasks that fail',
    playbook: `
- hosts: all
  tasks:
    - name: a
      shell: 'echo x >> "{{ playbook_dir }}/n"; test $(wc -l < "{{ playbook_dir }}/n") = 3'
      register: r
      until: r.rc == 0
      retries: 5
      delay: 0
    - {name: b, debug: {msg: "{{ r.attempts }} {{ r.rc }}"}}
    - {name: c, command: "false", register: r, until: r is succeeded, retries: 2, delay: 0, ignore_errors: true}
    - {name: d, debug: {msg: "{{ r.attempts }} {{ r.failed }}"}}
    - {name: e, command: "false", register: r, until: r.rc == 1, retries: 2, delay: 0, ignore_errors: true}
    - {name: f, debug: {msg: "{{ r.attempts }} {{ r.failed }}"}}
`,
  },
  {
    name: 'until in a loop tries each item',
    playbook: `
- hosts: all
  tasks:
    - name: a
      shell: 'echo x >> "{{ playbook_dir }}/{{ item }}"; test $(wc -l < "{{ playbook_dir }}/{{ item }}") = {{ item }}'
      register: r
      until: r.rc == 0
      retries: 5
      delay: 0
      loop: [2, 1]
    - {name: b, debug: {msg: "{{ r.results | map(attribute='attempts') | list }}"}}
`,
  },
  {
    name: 'a loop whose items are skipped, in part and whole',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", loop: [1, 2, 3], when: item == 2, register: r}
    - {name: b, debug: {msg: "{{ r.results | selectattr('skipped', 'defined') | map(attribute='item') | list }}"}}
    - {name: c, command: "true", loop: [1, 2], when: item == 9, register: r}
    - {name: d, debug: {msg: "{{ r.skipped }} {{ r.results | length }} {{ r is skipped }} {{ r is changed }}"}}
    - {name: e, command: "true", loop: [], register: r}
    - {name: f, debug: {msg: "{{ r.skipped }} {{ r.results | length }}"}}
`,
  },
  {
    name: 'a loop of which one item fails goes through all',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "test {{ item }} = 2", loop: [1, 2, 3], register: r, ignore_errors: true}
    - {name: b, debug: {msg: "{{ r.failed }} {{ r.results | map(attribute='failed') | list }} {{ r.changed }}"}}
    - {name: c, command: "test {{ item }} = 2", loop: [1, 2, 3]}
    - {name: d, command: "true"}
`,
  },
  {
    name: 'what register holds of skipped and failed tasks',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", when: false, register: r}
    - {name: b, debug: {msg: "{{ r is skipped }} {{ r.skipped }} {{ r.changed }} {{ r.skip_reason }} {{ r.rc is defined }}"}}
    - {name: c, command: "false", register: r, ignore_errors: true}
    - {name: d, debug: {msg: "{{ r is failed }} {{ r.failed }} {{ r.changed }} {{ r.rc }} {{ r.msg }}"}}
    - {name: e, command: "true", register: r}
    - {name: f, debug: {msg: "{{ r is succeeded }} {{ r.failed }} {{ r.changed }} {{ r.rc }} {{ r.stdout_lines }}"}}
`,
  },
  {
    name: 'timeout ends a task',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: sleep 5, timeout: 1, ignore_errors: true, register: r}
    - {name: b, debug: {msg: "{{ r is failed }}"}}
`,
  },
  {
    name: 'serial with a batch that fails whole ends the run',
    inventory: THREE,
    playbook: `
- hosts: all
  serial: 1
  tasks:
    - {name: a, command: "test {{ inventory_hostname }} = h1"}
- hosts: all
  tasks:
    - {name: next play, command: "true"}
`,
  },
  {
    name: 'max_fail_percentage has to be exceeded',
    inventory: local('h1', 'h2', 'h3', 'h4'),
    playbook: `
- hosts: all
  max_fail_percentage: 25
  tasks:
    - {name: a, command: "test {{ inventory_hostname }} != h1"}
    - {name: b, command: "test {{ inventory_hostname }} != h2"}
    - {name: c, command: "true"}
`,
  },
  {
    name: 'failed_when and changed_when, together and alone',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "false", failed_when: false}
    - {name: b, command: "false", failed_when: false, changed_when: false}
    - {name: c, command: echo bad, register: r, failed_when: "'bad' in r.stdout", ignore_errors: true}
    - {name: d, command: echo ok, register: r, changed_when: ["'ok' in r.stdout", "r.rc == 1"]}
    - {name: e, command: echo x, register: r, failed_when: ["r.rc == 0", "r.stdout == 'y'"]}
    - {name: f, command: echo x, register: r, failed_when: r.nope == 1, ignore_errors: true}
`,
  },
  {
    name: 'a when that cannot be evaluated fails the task',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", when: nope == 1, ignore_errors: true}
    - {name: b, command: "true", when: [true, "1 == 1"]}
    - {name: c, command: "true", when: "nope is defined and nope == 1"}
`,
  },
  {
    name: 'set_fact: any names, templated names and values, kept over plays',
    playbook: `
- hosts: all
  vars: {which: name}
  tasks:
    - {name: a, set_fact: {plain: 1, list: [1, 2], "{{ which }}_x": "{{ 1 + 1 }}", yesno: "yes"}}
    - {name: b, debug: {msg: "{{ plain }} {{ list }} {{ name_x }} {{ yesno }}"}}
    - {name: c, set_fact: k=v n=5}
    - {name: d, debug: {msg: "{{ k }} {{ n }}"}}
    - {name: e, set_fact: {"not ok": 1}, ignore_errors: true}
    - {name: f, set_fact: {}, ignore_errors: true}
    - {name: g, set_fact: {per: "{{ item }}"}, loop: [1, 2]}
- hosts: all
  vars: {plain: from the play}
  tasks:
    - {name: h, debug: {msg: "{{ plain }} {{ per }}"}}
    - {name: i, debug: {msg: "{{ plain }}"}, vars: {plain: from the task}}
`,
  },
  {
    name: 'assert and fail',
    playbook: `
- hosts: all
  tasks:
    - {name: a, assert: {that: "1 == 1"}, register: r}
    - {name: b, debug: {msg: "{{ r.msg }} {{ r.changed }}"}}
    - {name: c, assert: {that: ["1 == 1", "1 == 2"], fail_msg: not so}, register: r, ignore_errors: true}
    - {name: d, debug: {msg: "{{ r.msg }} {{ r.assertion }} {{ r.evaluated_to }}"}}
    - {name: e, assert: {that: ["1 == 2"], msg: alias}, register: r, ignore_errors: true}
    - {name: f, debug: {msg: "{{ r.msg }}"}}
    - {name: g, assert: {that: "1 == 1", success_msg: yes it is}, register: r}
    - {name: h, debug: {msg: "{{ r.msg }}"}}
    - {name: i, assert: {that: "1 == 2"}, register: r, ignore_errors: true}
    - {name: j, debug: {msg: "{{ r.msg }}"}}
    - {name: k, assert: {that: nope == 1}, ignore_errors: true}
    - {name: l, assert: {that: "1 == 1", quiet: true}, register: r}
    - {name: m, debug: {msg: "{{ r.msg }}"}}
    - {name: n, fail: {}, register: r, ignore_errors: true}
    - {name: o, debug: {msg: "{{ r.msg }}"}}
    - {name: p, fail: {msg: "because {{ 1 + 1 }}"}, register: r, ignore_errors: true}
    - {name: q, debug: {msg: "{{ r.msg }}"}}
`,
  },
  {
    name: 'debug: verbosity, var and msg',
    playbook: `
- hosts: all
  vars: {x: [1, 2], name_of_x: x}
  tasks:
    - {name: a, debug: {msg: quiet, verbosity: 1}, register: r}
    - {name: b, debug: {msg: "{{ r is skipped }}"}}
    - {name: c, debug: {var: x}, register: r}
    - {name: d, debug: {msg: "{{ r.x }}"}}
    - {name: g, debug: {var: nope}, register: r}
    - {name: h, debug: {msg: "{{ r.nope }}"}}
    - {name: i, debug: {}}
    - {name: j, debug: {msg: [1, "{{ x }}"]}}
    - {name: k, debug: {var: "{{ name_of_x }}"}, register: r}
    - {name: l, debug: {msg: "{{ r.x }}"}}
    - {name: m, debug: {msg: a, var: x}, ignore_errors: true}
`,
  },
  {
    name: 'debug with verbosity under -vv',
    verbosity: 2,
    playbook: `
- hosts: all
  tasks:
    - {name: a, debug: {msg: "{{ ansible_verbosity }}", verbosity: 2}}
    - {name: b, debug: {msg: x, verbosity: 3}}
`,
  },
  {
    name: 'hostvars sees inventory, facts set, and registered of other hosts',
    inventory:
      'h1 ansible_connection=local v=one w="{{ v }}!"\nh2 ansible_connection=local v=two w="{{ v }}!"\n[g]\nh1\nh2\n[g:vars]\nz=group\n',
    playbook: `
- hosts: all
  vars: {p: play}
  tasks:
    - {name: a, command: "echo {{ inventory_hostname }}", register: said}
    - {name: b, set_fact: {f: "fact of {{ inventory_hostname }}"}}
    - {name: c, debug: {msg: "{{ hostvars['h2'].v }} {{ hostvars['h2']['w'] }} {{ hostvars['h1'].z }} {{ hostvars.h2.f }}"}}
    - {name: d, debug: {msg: "{{ hostvars['h2'].said.stdout }} {{ hostvars[inventory_hostname].f }}"}}
    - {name: e, debug: {msg: "{{ hostvars['h2'].p is defined }} {{ hostvars['h2'].nope | default('none') }}"}}
    - {name: f, debug: {msg: "{{ hostvars['h9'] is defined }} {{ 'h2' in hostvars }}"}}
    - {name: g, debug: {msg: "{{ groups['g'] | map('extract', hostvars, 'f') | list }}"}}
    - {name: h, debug: {msg: "{{ hostvars['h2'].inventory_hostname }} {{ hostvars['h2'].group_names }}"}}
    - {name: i, debug: {msg: "{{ item }}={{ hostvars[item].v }}"}, loop: "{{ groups.g }}"}
    - {name: j, debug: {msg: "{% for h in groups.g %}{{ hostvars[h].w }} {% endfor %}"}}
    - {name: k, debug: {msg: "{{ hostvars.keys() | reject('equalto', 'localhost') | sort }}"}}
`,
  },
  {
    name: 'a host that failed in one play is left out of the next',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "test {{ inventory_hostname }} = h2"}
- hosts: all
  tasks:
    - {name: b, debug: {msg: "{{ ansible_play_hosts }} {{ ansible_play_hosts_all }} {{ ansible_play_batch }}"}}
`,
  },
  {
    name: 'a notify of a handler that is not there is an error',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", changed_when: false, notify: nope}
    - {name: b, command: "true"}
`,
  },
  {
    name: 'ignore_errors from a template, a block and a play, nearest wins',
    playbook: `
- hosts: all
  ignore_errors: true
  vars: {mind: true}
  tasks:
    - {name: a, command: "false"}
    - {name: b, command: "false", ignore_errors: "{{ mind }}"}
    - ignore_errors: false
      block:
        - {name: c, command: "false", ignore_errors: true}
        - {name: d, command: "false"}
    - {name: e, command: "true"}
`,
  },
  {
    name: 'a failure that is ignored neither rescues nor notifies',
    playbook: `
- hosts: all
  tasks:
    - block:
        - {name: a, command: "false", ignore_errors: true, notify: h}
        - {name: b, command: "true"}
      rescue:
        - {name: c, command: "true"}
  handlers:
    - {name: h, command: "true"}
`,
  },
  {
    name: 'a loop of which one item changed notifies',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", loop: [1, 2], changed_when: item == 2, notify: h}
    - {name: b, command: "true", loop: [1, 2], changed_when: false, notify: i}
  handlers:
    - {name: h, command: "true"}
    - {name: i, command: "true"}
`,
  },
  {
    name: 'notify from a template, and a handler whose name is one',
    playbook: `
- hosts: all
  vars: {which: web}
  tasks:
    - {name: a, command: "true", notify: "restart {{ which }}"}
  handlers:
    - {name: restart web, command: "true"}
    - {name: restart db, command: "true"}
`,
  },
  {
    name: 'block vars and task vars, and registered over both',
    playbook: `
- hosts: all
  vars: {v: play, w: "{{ v }}"}
  tasks:
    - vars: {v: block}
      block:
        - {name: a, debug: {msg: "{{ v }} {{ w }}"}}
        - {name: b, debug: {msg: "{{ v }} {{ w }}"}, vars: {v: task}}
        - {name: c, command: echo x, register: v}
        - {name: d, debug: {msg: "{{ v.stdout }}"}, vars: {v: task}}
    - {name: e, debug: {msg: "{{ v.stdout }}"}}
`,
  },
  {
    name: 'when sees the item, the registered result of a loop, and facts set',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "echo {{ item.n }}", loop: [{n: 1, on: true}, {n: 2, on: false}], when: item.on, register: r}
    - {name: b, debug: {msg: "{{ item.stdout | default('none') }}"}, loop: "{{ r.results }}", when: item is not skipped, register: s}
    - {name: c, debug: {msg: "{{ s.results | length }}"}}
    - {name: d, set_fact: {seen: "{{ (seen | default([])) + [item] }}"}, loop: [1, 2, 3], when: item != 2}
    - {name: e, debug: {msg: "{{ seen }}"}}
`,
  },
  {
    name: 'loop_control extended, index_var and loop_var',
    playbook: `
- hosts: all
  tasks:
    - name: a
      set_fact: {"r{{ i }}": "{{ x }} {{ ansible_loop.index }} {{ ansible_loop.first }} {{ ansible_loop.last }} {{ ansible_loop.revindex0 }} {{ ansible_loop.previtem | default('-') }} {{ ansible_loop.nextitem | default('-') }}"}
      loop: [a, b]
      loop_control: {loop_var: x, index_var: i, extended: true}
    - {name: b, debug: {msg: "{{ r0 }} / {{ r1 }}"}}
    - {name: c, debug: {msg: "{{ item }}"}, with_items: [[1, 2], 3], register: r}
    - {name: d, debug: {msg: "{{ r.results | map(attribute='item') | list }}"}}
`,
  },
  {
    name: 'max_fail_percentage by batches',
    inventory: local('h1', 'h2', 'h3', 'h4'),
    playbook: `
- hosts: all
  serial: 2
  max_fail_percentage: 49
  tasks:
    - {name: a, command: "test {{ inventory_hostname }} != h1"}
    - {name: b, command: "true"}
`,
  },
  {
    name: 'serial by percentages, the play vars of each batch',
    inventory: local('h1', 'h2', 'h3', 'h4', 'h5'),
    playbook: `
- hosts: all
  serial: [1, "40%"]
  tasks:
    - {name: a, debug: {msg: "{{ ansible_play_batch }} {{ ansible_play_hosts | length }} {{ ansible_play_hosts_all | length }}"}}
`,
  },
  {
    name: 'a failed batch of one is not the end where others are left',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "test {{ inventory_hostname }} = h2", notify: h}
    - {name: b, command: "true", notify: h}
  handlers:
    - {name: h, command: "test {{ inventory_hostname }} = h1"}
    - {name: i, command: "true"}
- hosts: all
  tasks:
    - {name: c, command: "true"}
`,
  },
  {
    name: 'until without register',
    playbook: `
- hosts: all
  tasks:
    - {name: c, command: "true", until: true, retries: 2, delay: 0}
`,
  },
  {
    name: 'ansible_failed_result in a rescue, and what a later block sees',
    playbook: `
- hosts: all
  tasks:
    - block:
        - {name: a, command: "false"}
      rescue:
        - {name: b, debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_result.rc }} {{ ansible_failed_task.action }}"}}
    - {name: c, debug: {msg: "{{ ansible_failed_task is defined }}"}}
`,
  },
  {
    name: 'extra vars win over everything',
    extraVars: { v: 'extra', n: 5 },
    playbook: `
- hosts: all
  vars: {v: play}
  tasks:
    - {name: a, set_fact: {v: fact}}
    - {name: b, debug: {msg: "{{ v }} {{ n + 1 }}"}, vars: {v: task}}
    - {name: c, command: echo x, register: v}
    - {name: d, debug: {msg: "{{ v }}"}}
`,
  },
  {
    name: 'omit leaves an argument out',
    playbook: `
- hosts: all
  tasks:
    - {name: a, copy: {content: x, dest: "{{ playbook_dir }}/f", mode: "{{ nope | default(omit) }}"}}
    - {name: b, debug: {msg: "{{ nope | default(omit) }}"}}
`,
  },
  {
    name: 'a loop over what is not there',
    playbook: `
- hosts: all
  tasks:
    - {name: a, command: "true", loop: "{{ nope }}", when: false}
    - {name: b, command: "true", loop: "{{ nope }}", ignore_errors: true}
    - {name: c, command: "true", loop: "{{ nope | default([]) }}"}
    - {name: d, command: "true", loop: "{{ 'text' }}", ignore_errors: true}
`,
  },
  {
    name: 'a task name and tags from templates, only what is asked for',
    tags: ['x1'],
    playbook: `
- hosts: all
  pre_tasks:
    - {name: pre, command: "true"}
  tasks:
    - {name: a, command: "true", tags: [x1]}
    - {name: b, command: "true", tags: [x2]}
    - block:
        - {name: c, command: "false"}
      rescue:
        - {name: d, command: "true"}
      tags: x1
`,
  },
  ...HOST_CASES,
]
