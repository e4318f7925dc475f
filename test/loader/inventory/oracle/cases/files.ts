import { graph, list, scriptOf, views, type InventoryCase } from '../case.ts'

const INI = '[web]\nw[1:3] a=1\n[db]\nd1 b="x y"\n[site:children]\nweb\ndb\n[site:vars]\nv=[1, 2]\n'

function broken(name: string, text: string): InventoryCase {
  return { name: `broken ini: ${name}`, files: { inv: text }, commands: [graph('inv')] }
}

function brokenYaml(name: string, text: string): InventoryCase {
  return { name: `broken yaml: ${name}`, files: { 'inv.yml': text }, commands: [list('inv.yml')] }
}

export const FILES: readonly InventoryCase[] = [
  { name: 'ini in full', files: { inv: INI }, commands: views('inv') },
  {
    name: 'ini values',
    files: {
      inv: [
        `h1 a='x y' b="q 'r'" c=x\\ y d=#no e=1 # comment`,
        `h2 t=True n=None f=false l=[1,2] m={"k":"v"} s="'1'" o=0644 x=0x1f fl=1e3`,
        'h3 empty= eq=a=b url=http://x/?a=b jinja="{{ a }}" path=C:\\\\dir',
        '[g:vars]',
        "a = 'quoted'",
        'b= spaced out # kept',
        'c="x"',
        'd=yes',
        'e={{ a }}-{{ b }}',
        '[g]',
        'h1',
      ].join('\n'),
    },
    commands: views('inv'),
  },
  {
    name: 'ini addresses',
    files: {
      inv: '127.0.0.1:2200\n[::1]:22\n::2\n[2001:db8::3]\nfe80::[1:3]\nhost.example.com:99\nweb[01:05:2].x:8\nn[a:c]\nuser@host\na_b\n-x\n',
    },
    commands: [graph('inv'), list('inv')],
  },
  {
    name: 'ini windows and comments',
    files: { inv: '# c\r\n; d\r\n[web] # e\r\na x=1\r\n\r\n  b\t y=2 \r\n[all:children] # f\r\nweb\r\n' },
    commands: views('inv'),
  },
  {
    name: 'ini of other alphabets',
    files: { inv: '[Überwachung]\nhöst-1 näme=wert\n東京 city="東京"\n' },
    commands: views('inv'),
  },
  { name: 'ini range that runs backwards', files: { inv: 'w[3:1]\nx\n' }, commands: [graph('inv')] },
  broken('a word without =', 'a\n[g]\nb\nc d\ne\n'),
  broken('an unknown kind of section', '[g:foo]\n'),
  broken('an undefined child', '[a:children]\nnope\n'),
  broken('variables of an undefined group', '[nope:vars]\nx=1\n'),
  broken('an open quote', "a b='c\n"),
  broken('variables after a child', '[a:children]\nb c=1\n'),
  broken('a range without end', 'w[1:]\n'),
  broken('a variable without =', '[all:vars]\nnoeq\n'),
  broken('a section with spaces', '[web servers]\nx\n'),
  broken('groups in a circle', '[a:children]\nb\n[b:children]\na\n'),
  broken('a group that holds itself', '[a:children]\na\n[a]\n'),
  broken('unequal digits', 'w[01:1000]\n'),
  broken('a YAML mark', '--- \n'),
  broken('a priority that is no number', 'a\n[all:vars]\nansible_group_priority=x\n'),
  { name: 'ini with = in the name', files: { inv: 'a=1\n' }, commands: [graph('inv')] },
  {
    name: 'empty',
    files: { inv: '', 'inv.yml': '', 'c.yml': '---\n# nothing\n' },
    commands: [list('inv'), list('inv.yml'), list('c.yml')],
  },
  { name: 'missing', files: {}, commands: [list('nope'), graph('nope', 'a,')] },
  {
    name: 'a missing one is an error',
    files: { inv: 'a\n' },
    commands: [list('nope'), list('nope', 'inv')],
    env: { ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED: '1' },
  },
  {
    name: 'none at all is an error',
    files: { inv: 'a\n' },
    commands: [list('nope'), list('nope', 'inv')],
    env: { ANSIBLE_INVENTORY_UNPARSED_FAILED: '1' },
  },
  {
    name: 'yaml in full',
    files: {
      'i.yml':
        'all:\n  hosts:\n    "w[1:2]":\n      v: 1\n    null_host:\n  vars: {x: 1, d: 2001-02-03, o: 0644, y: yes, s: "yes", n: ~, f: 1.5}\n  children:\n    g:\n    h: {hosts: only}\n    i: {hosts: {a: , b: {y: [1, {q: r}]}}, vars: }\n    j: {children: {k: {hosts: {c:22: }}}}\n'.replace(
          'c:22: ',
          '"c:22": ',
        ),
    },
    commands: views('i.yml'),
  },
  {
    name: 'yaml with keys that mean nothing',
    files: { 'i.yml': 'g: {unknown: {a: }, foo: 1, hosts: {h: }}\nj: 5\n' },
    commands: [graph('i.yml')],
  },
  brokenYaml('hosts as a list', 'all:\n  hosts: [a]\n'),
  brokenYaml('vars as a list', 'g: {vars: [1]}\n'),
  brokenYaml('a child that is no map', 'g: {children: {h: 5}}\n'),
  brokenYaml('all as a child', 'g: {children: {all: }}\n'),
  brokenYaml('a group that holds itself', 'g: {children: {g: }}\n'),
  brokenYaml('groups in a circle', 'g:\n  children: {h: {children: {g: }}}\n'),
  brokenYaml('a list', '- a\n'),
  brokenYaml('no YAML', 'all: [\n'),
  {
    name: 'sources that go on',
    files: {
      'a.ini': '[g]\nh1 x=1 y=1\n[g:vars]\nm={"a": 1, "b": {"c": 1}}\n',
      'b.yml': 'g: {hosts: {h1: {x: 2}, h2: }, vars: {m: {b: {d: 2}}}}\n',
      'c/group_vars/g.yml': 'm: {b: {e: 3}}\n',
      'c/hosts': 'h3\n',
    },
    commands: views('a.ini', 'b.yml', 'c'),
  },
  {
    name: 'sources whose maps are merged',
    files: {
      'a.ini': '[g]\nh1 x={"p":{"q":1}}\n[g:vars]\nm={"a": 1, "b": {"c": 1}, "l": [1]}\n',
      'b.yml': 'g: {hosts: {h1: {x: {p: {r: 2}}}}, vars: {m: {b: {d: 2}, l: [2]}}}\n',
      'group_vars/all.yml': 'm: {z: 1}\nx: {p: {s: 3}}\n',
      'host_vars/h1.yml': 'x: {t: 4}\n',
    },
    commands: views('a.ini', 'b.yml'),
    env: { ANSIBLE_HASH_BEHAVIOUR: 'merge' },
  },
  {
    name: 'groups by depth, priority and name',
    files: {
      inv: '[b]\nh\n[a]\nh\n[p:children]\na\n[q:children]\nb\n[c]\nh\n[a:vars]\nv=a\nw=a\n[b:vars]\nv=b\n[p:vars]\nv=p\nw=p\nu=p\n[q:vars]\nu=q\nansible_group_priority=10\n[c:vars]\nv=c\nw=c\nu=c\n[all:vars]\nu=all\nonly=all\n[ungrouped:vars]\nv=ungrouped\n',
    },
    commands: views('inv'),
  },
  {
    name: 'variables beside the inventory and the playbook',
    files: {
      'inv/hosts': '[web]\nw1\n[db]\nd1\n[all:vars]\na=inline\nb=inline\n[web:vars]\nb=web_inline\nc=web_inline\n',
      'inv/group_vars/all': 'a: inv_all\nc: inv_all\n',
      'inv/group_vars/web/10.yml': 'd: ten\ne: ten\n',
      'inv/group_vars/web/20.json': '{"e": "twenty"}',
      'inv/group_vars/web/30': 'f: thirty\n',
      'inv/group_vars/web/sub/40.yaml': 'g: forty\n',
      'inv/group_vars/web/.hidden.yml': 'h: no\n',
      'inv/group_vars/web/back.yml~': 'h: no\n',
      'inv/group_vars/web/other.txt': 'h: no\n',
      'inv/group_vars/db.yaml': 'd: yaml\n',
      'inv/group_vars/ungrouped.yml': 'd: no\n',
      'inv/host_vars/w1': 'i: inv_host\nj: inv_host\n',
      'play/group_vars/all.yml': 'a: play_all\nk: play_all\n',
      'play/group_vars/web.yml': 'd: play_web\n',
      'play/host_vars/w1.json': '{"j": "play_host"}',
    },
    commands: ['inv', 'inv/hosts'].flatMap((source) =>
      views(source).map((command) => [...command, '--playbook-dir', 'play']),
    ),
  },
  ...(['always', 'never', 'ignore', 'silently'] as const).map((mode) => ({
    name: `group names: ${mode}`,
    files: { inv: '[web-1]\na\n[2x:vars]\nq=1\n[2x]\nb\n', 'y.yml': 'all: {children: {"g.h": {hosts: {c: }}}}\n' },
    commands: [graph('inv', 'y.yml')],
    env: { ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS: mode },
  })),
  {
    name: 'group names: always, but not of children in ini',
    files: { inv: '[web-1]\na\n[par:children]\nweb-1\n' },
    commands: [graph('inv')],
    env: { ANSIBLE_TRANSFORM_INVALID_GROUP_CHARS: 'always' },
  },
  {
    name: 'advanced_host_list',
    files: {},
    commands: [graph('w[1:3],db[a:b]:22,x'), graph('h[9:0],'), graph('h[1:2],')],
    env: { ANSIBLE_INVENTORY_ENABLED: 'advanced_host_list' },
  },
  {
    name: 'host_list',
    files: {},
    commands: [graph('w[1:3],db:22, x ,::1,[::1]:33'), list('localhost,'), graph('a,a,b,')],
  },
  {
    name: 'enabled: host_list alone',
    files: { inv: 'a\n' },
    commands: [graph('inv')],
    env: { ANSIBLE_INVENTORY_ENABLED: 'host_list' },
  },
  {
    name: 'enabled: ini alone',
    files: { 'inv.yml': 'all:\n  hosts: {a: }\n' },
    commands: [graph('inv.yml')],
    env: { ANSIBLE_INVENTORY_ENABLED: 'ini' },
  },
  {
    name: 'enabled: an unknown one besides',
    files: { inv: 'a\n' },
    commands: [graph('inv')],
    env: { ANSIBLE_INVENTORY_ENABLED: 'nosuch,ini' },
  },
  {
    name: 'enabled: none',
    files: { inv: 'a\n' },
    commands: [graph('inv')],
    env: { ANSIBLE_INVENTORY_ENABLED: 'nosuch' },
  },
  {
    name: 'enabled: names with their collection',
    files: { inv: scriptOf({ g: ['h'], _meta: { hostvars: {} } }) },
    commands: [graph('inv')],
    env: { ANSIBLE_INVENTORY_ENABLED: 'ansible.builtin.script,ansible.builtin.ini' },
  },
  {
    name: 'paths with a comma',
    files: { 'i,nv/hosts': 'a\n', 'b,c': 'z\n' },
    commands: [graph('i,nv'), graph('b,c'), graph('i,nv/hosts')],
  },
  {
    name: 'where a host is from',
    files: { 'one/hosts': '[g]\na\n', 'two.yml': 'g: {hosts: {b: {f: "{{ inventory_file }}"}}}\n' },
    commands: [list('one', 'two.yml', 'c,')],
  },
]
