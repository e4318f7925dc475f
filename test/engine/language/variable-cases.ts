import type { EngineCase } from '../oracle/engine-case.ts'

export const VARIABLE_CASES: readonly EngineCase[] = [
  {
    name: 'magic variables',
    inventory: '[a]\nh1 ansible_connection=local\nh2.example ansible_connection=local\n[b]\nh3\n[c:children]\na\nb\n',
    extraVars: { ev: 1 },
    skipTags: ['nothing'],
    playbook: `
- name: a play {{ ev }}
  hosts: a
  gather_facts: false
  vars: {pv: 7}
  environment: {PE: x}
  tasks:
    - {name: host, debug: {msg: "{{ inventory_hostname }} {{ inventory_hostname_short }} {{ group_names }} {{ groups.keys() | sort }}"}}
    - {name: play, debug: {msg: "{{ play_hosts }} {{ ansible_play_hosts }} {{ ansible_play_hosts_all }} {{ ansible_play_batch }} {{ ansible_play_name }}"}}
    - {name: run, debug: {msg: "{{ ansible_check_mode }} {{ ansible_diff_mode }} {{ ansible_verbosity }} {{ ansible_run_tags }} {{ ansible_skip_tags }} {{ ansible_limit | default('no limit') }}"}}
    - {name: version, debug: {msg: "{{ ansible_version.major }} {{ ansible_version.minor }} {{ ansible_version.full is version('2.14', '>=') }}"}}
    - {name: places, debug: {msg: "{{ playbook_dir == inventory_dir }} {{ inventory_file | basename }} {{ ansible_inventory_sources | map('basename') | list }} {{ ansible_search_path == [playbook_dir] }}"}}
    - {name: vars, debug: {msg: "{{ vars.pv }} {{ vars['ev'] }} {{ 'pv' in vars }} {{ environment }} {{ ansible_facts }}"}}
    - {name: others, debug: {msg: "{{ hostvars.h1.group_names }} {{ hostvars['h3'].inventory_hostname }} {{ hostvars['h9'].x | default('none') }}"}}
    - {name: roles, debug: {msg: "{{ role_names }} {{ ansible_role_names }} {{ ansible_play_role_names }}"}}
    - block:
        - {name: the bad one, command: "false"}
      rescue:
        - {name: rescue, debug: {msg: "{{ ansible_failed_task.name }} {{ ansible_failed_task.action }} {{ ansible_failed_result.rc }}"}}
`,
  },
  {
    name: 'vars_files with alternatives, templates and vars/; a name that is undefined is passed over without facts',
    files: { 'one.yml': 'a: 1\npv: file\nt: "{{ b }}!"\n', 'two.yml': 'b: 2\n' },
    playbook: `
- hosts: all
  vars: {which: two, pv: play}
  vars_files:
    - one.yml
    - [none.yml, "{{ which }}.yml", one.yml]
    - "{{ nope }}.yml"
  tasks:
    - {name: vars, debug: {msg: "{{ a }} {{ b }} {{ pv }} {{ t }}"}}
`,
  },
  {
    name: 'vars_prompt without a terminal takes the defaults, and asks for no extra variable',
    extraVars: { given: 'fromcli' },
    playbook: `
- name: play {{ a }}
  hosts: all
  gather_facts: false
  vars: {d: dd, b: hidden}
  vars_prompt:
    - {name: a, prompt: Which, default: "x{{ d }}"}
    - {name: b}
    - {name: c, private: no, default: 5}
    - {name: given, default: nope}
    - {name: u, default: "{{ '{{' }} d }}", unsafe: yes}
    - {name: h, default: pw, encrypt: sha512_crypt, salt: abcdefgh}
  tasks:
    - {name: answers, debug: {msg: "{{ a }} {{ b }} {{ c }} {{ given }} {{ u }} {{ h }} {{ ansible_play_name }}"}}
    - {name: task, debug: {msg: "{{ a }}"}, vars: {a: from task}}
`,
  },
  {
    name: 'clear_facts and gathering again',
    inventory: 'h1 ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n',
    playbook: `
- hosts: all
  tasks:
    - {setup: {gather_subset: ["!all"]}}
    - {name: min, debug: {msg: "{{ ansible_facts.hostname is defined }} {{ ansible_facts.memtotal_mb is defined }} {{ ansible_hostname is defined }}"}}
    - meta: clear_facts
    - {name: cleared, debug: {msg: "{{ ansible_facts }} {{ ansible_hostname is defined }}"}}
    - {setup: {gather_subset: ["!all", "!min"]}}
    - {name: none, debug: {msg: "{{ ansible_facts.keys() | sort }}"}}
    - {setup: {gather_subset: ["!all", "!min", network]}}
    - {name: network, debug: {msg: "{{ ansible_facts.hostname is defined }} {{ ansible_facts.interfaces is defined }} {{ ansible_facts.memtotal_mb is defined }}"}}
    - meta: clear_facts
    - {setup: {gather_subset: [hardware]}}
    - {name: hardware, debug: {msg: "{{ ansible_facts.hostname is defined }} {{ ansible_facts.interfaces is defined }} {{ ansible_facts.memtotal_mb is defined }}"}}
    - meta: clear_facts
    - {setup: {gather_subset: "!all,!min,date_time,user"}}
    - {name: some, debug: {msg: "{{ ansible_facts.hostname is defined }} {{ ansible_facts.date_time is defined }} {{ ansible_facts.user_id is defined }}"}}
    - {name: bogus, setup: {gather_subset: [bogus]}, ignore_errors: true}
    - {setup: {filter: hostname}, register: r}
    - {name: filter, debug: {msg: "{{ r.ansible_facts.keys() | list }}"}}
`,
  },
]
