import type { EngineCase } from '../oracle/engine-case.ts'

const LOCAL = 'ansible_connection=local'
const TWO = `h1 ${LOCAL}\nh2 ${LOCAL}\n[web]\nh1\nh2\n`

/** add_host, group_by and meta: refresh_inventory. */
export const INVENTORY_CASES: readonly EngineCase[] = [
  {
    name: 'add_host runs on the first host alone, and a later play has the host with its variables and groups',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: add, add_host: {name: n1, groups: "a, b", size: "s{{ 2 + 3 }}", ansible_connection: local}}
    - {name: again, add_host: {name: n1, groups: [b, a], size: s5}, register: again}
    - {name: more, add_host: {hostname: n1, groupname: c, size: s6}}
    - {name: seen, debug: {msg: "{{ hostvars.n1.size }} {{ groups.a + groups.c }} {{ groups.all | sort }}"}}
- hosts: all
  tasks:
    - {name: on new, debug: {msg: "{{ inventory_hostname }} {{ size | default('') }} {{ group_names }}"}}
- hosts: a:&c
  gather_facts: false
  tasks:
    - {name: command, command: "true"}
`,
  },
  {
    name: 'add_host with ports, in a loop, with a condition and in check mode',
    check: true,
    playbook: `
- hosts: all
  tasks:
    - {name: ports, add_host: "name={{ item }} groups=l", loop: ["x1:2222", "[2001:db8::1]:23", "2001:db8::2"]}
    - {name: skipped, add_host: {name: no}, when: false}
    - {name: seen, debug: {msg: "{{ groups.l }} {{ hostvars.x1.ansible_ssh_port }} {{ hostvars['2001:db8::1'].ansible_ssh_port }}"}}
    - {name: quiet, add_host: {name: q}, changed_when: false}
    - {name: not again, add_host: {name: q}}
    - {name: listed, debug: {msg: "{{ 'q' in groups.ungrouped }} {{ 'no' in groups.all }}"}}
`,
  },
  {
    name: 'add_host with what it cannot use',
    playbook: `
- hosts: all
  tasks:
    - {name: nameless, add_host: {size: 1}, register: said, ignore_errors: true}
    - {name: said, debug: {msg: "{{ said.msg }}"}}
    - {name: map of groups, add_host: {name: z, groups: {a: b}}, register: said, ignore_errors: true}
    - {name: said, debug: {msg: "{{ said.msg }}"}}
`,
  },
  {
    name: 'the files of group_vars and host_vars are read for what a run adds',
    files: {
      'group_vars/made.yml': 'colour: green\n',
      'host_vars/n1.yml': 'own: file\n',
      'group_vars/of_h1.yml': 'kind: mine\n',
    },
    playbook: `
- hosts: all
  tasks:
    - {name: add, add_host: {name: n1, groups: made, own: task, ansible_connection: local}}
    - {name: by, group_by: {key: "of_{{ inventory_hostname }}"}}
    - {name: kind, debug: {msg: "{{ kind }}"}}
- hosts: made
  gather_facts: false
  tasks:
    - {name: colour, debug: {msg: "{{ colour }} {{ own }}"}}
`,
  },
  {
    name: 'group_by puts each host into a group, blanks become dashes, and parents are above it',
    inventory: TWO,
    playbook: `
- hosts: all
  tasks:
    - {name: by, group_by: {key: "os {{ inventory_hostname }}-x", parents: "pa b"}, register: r}
    - {name: said, debug: {msg: "{{ r.add_group }} {{ r.parent_groups }} {{ r.changed }}"}}
    - {name: again, group_by: {key: "os {{ inventory_hostname }}-x"}}
    - {name: other parents, group_by: {key: "os {{ inventory_hostname }}-x", parents: ["pa b", top]}}
    - {name: names, debug: {msg: "{{ group_names }} {{ groups['pa-b'] | sort }} {{ groups.top | sort }}"}}
    - {name: some, group_by: key=some, when: inventory_hostname == 'h2'}
    - {name: members, debug: {msg: "{{ groups.some }}"}}
- hosts: some
  gather_facts: false
  tasks:
    - {name: on some, command: "true"}
- hosts: pa-b
  gather_facts: false
  tasks:
    - {name: on parent, command: "true"}
`,
  },
  {
    name: 'group_by without a key, with another option, and in a loop',
    playbook: `
- hosts: all
  tasks:
    - {name: no key, group_by: {}, register: said, ignore_errors: true}
    - {name: said, debug: {msg: "{{ said.msg }}"}}
    - {name: other, group_by: {key: x, colour: red}, register: said, ignore_errors: true}
    - {name: said, debug: {msg: "{{ said.msg }}"}}
    - {name: loop, group_by: {key: "g_{{ item }}"}, loop: [a, b]}
    - {name: names, debug: {msg: "{{ group_names }}"}}
`,
  },
  {
    name: 'a group gets hosts of a group_by and keeps its own variables',
    inventory: `${TWO}[db]\n[db:vars]\nport=pg\n`,
    playbook: `
- hosts: all
  tasks:
    - {name: none, debug: {msg: "{{ port | default('none') }}"}}
    - {name: by, group_by: {key: db}, when: inventory_hostname == 'h2'}
    - {name: port, debug: {msg: "{{ port | default('none') }}"}}
`,
  },
  {
    name: 'refresh_inventory reads the sources again and keeps what was added',
    playbook: `
- hosts: all
  tasks:
    - {name: add, add_host: {name: n1, groups: a, size: 1}}
    - {name: by, group_by: {key: mine}}
    - {name: change, copy: {dest: "{{ inventory_file }}", content: "h1 ansible_connection=local colour=red\\nh9\\n"}}
    - meta: refresh_inventory
    - {name: seen, debug: {msg: "{{ groups.all | sort }} {{ groups.a }} {{ groups.mine }} {{ colour }} {{ hostvars.n1.size }}"}}
`,
  },
  {
    name: 'the hosts of a play may come from what an earlier one found',
    inventory: TWO,
    playbook: `
- hosts: h1
  gather_facts: false
  tasks:
    - {name: choose, set_fact: {chosen: h2}}
    - {name: add, add_host: {name: n1, groups: "{{ 'dyn' }}", ansible_connection: local}}
- hosts: "{{ hostvars.h1.chosen }}"
  gather_facts: false
  tasks:
    - {name: on chosen, debug: {msg: "{{ inventory_hostname }}"}}
- hosts: "{{ groups.dyn }}"
  gather_facts: false
  tasks:
    - {name: on added, debug: {msg: "{{ inventory_hostname }}"}}
`,
  },
  {
    name: 'with strategy free, hosts come into groups one by one',
    inventory: TWO,
    playbook: `
- hosts: all
  strategy: free
  tasks:
    - {name: by, group_by: {key: "of_{{ inventory_hostname }}"}}
    - {name: names, debug: {msg: "{{ group_names }}"}}
- hosts: of_h1:of_h2
  gather_facts: false
  tasks:
    - {name: both, command: "true"}
`,
  },
]
