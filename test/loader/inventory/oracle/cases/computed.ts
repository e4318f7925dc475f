import { graph, list, views, type InventoryCase } from '../case.ts'

const BASE = "[web]\na os=deb n=1 tags=\"['x','']\"\nb os=red n=2\n[db]\nc n=\n[all:vars]\nk=v\n[web:vars]\nwv=1\n"

function constructed(name: string, text: string, files: Readonly<Record<string, string>> = {}): InventoryCase {
  return {
    name: `constructed: ${name}`,
    files: { '1.ini': BASE, '2.yml': `plugin: constructed\n${text}`, ...files },
    commands: [graph('1.ini', '2.yml'), list('1.ini', '2.yml')],
  }
}

export const COMPUTED: readonly InventoryCase[] = [
  constructed(
    'compose',
    'compose:\n  sum: n + 1\n  up: os | upper\n  bad: nosuch\n  allv: k\n  gn: group_names\n  ih: inventory_hostname\n  d: "{\'x\': wv}"\n  t: "\'a b\'"\n  later: sum\n',
  ),
  constructed(
    'groups',
    'groups:\n  deb_like: os == "deb"\n  bad: nosuch\n  bad-name: true\n  z: 1\n  web: n is defined\n',
  ),
  constructed('groups from composed', 'compose:\n  c: n | string + "x"\ngroups:\n  one: c == "1x"\n'),
  constructed(
    'keyed by text and list',
    'keyed_groups:\n  - key: os\n    prefix: os\n  - key: os\n  - key: tags\n    prefix: t\n  - key: n | string\n    prefix: n\n    separator: "-"\n',
  ),
  constructed(
    'keyed by maps',
    `keyed_groups:\n  - key: "{'a': 1, 'b': ''}"\n    prefix: d\n    separator: "-"\n    parent_group: par\n  - key: "{'e': ''}"\n    trailing_separator: false\n  - key: "{'f': ''}"\n    default_value: dv\n`,
  ),
  constructed(
    'keyed by what is empty',
    `keyed_groups:\n  - key: "''"\n    default_value: dd\n    prefix: p\n  - key: "['', 'q']"\n    prefix: l\n    default_value: ee\n  - key: n\n    prefix: never\n    default_value: none\n`.replace(
      /  - key: n\n.*\n.*\n/,
      '',
    ),
  ),
  constructed('keyed below a computed parent', 'keyed_groups:\n  - key: os\n    parent_group: "{{ os }}_par"\n'),
  constructed(
    'no leading separator',
    'leading_separator: false\nkeyed_groups:\n  - key: os\n  - key: wv | string\n    separator: ""\n    prefix: wv\n',
  ),
  constructed('keyed by a number', 'keyed_groups:\n  - key: n\n    prefix: n\n'),
  constructed(
    'two options that exclude each other',
    'keyed_groups:\n  - key: os\n    default_value: x\n    trailing_separator: true\n',
  ),
  constructed('keyed by no map', 'keyed_groups:\n  - os\n'),
  constructed('strict compose', 'strict: true\ncompose:\n  bad: nosuch\n'),
  constructed('strict groups', 'strict: true\ngroups:\n  bad: nosuch\n'),
  constructed('strict keyed', 'strict: true\nkeyed_groups:\n  - key: os\n'),
  constructed('compose that is no map', 'compose: [a]\n'),
  constructed(
    'templates where expressions belong',
    'compose:\n  j: "{{ os }}"\ngroups:\n  g: "{{ true }}"\n  i: true and n | int > 1\n',
  ),
  constructed('vars plugins', 'use_vars_plugins: true\ngroups:\n  fromfile: gv == 1\n  fromhost: hv is defined\n', {
    'group_vars/web.yml': 'gv: 1\n',
    'host_vars/c.yml': 'hv: 1\n',
  }),
  constructed('without vars plugins', 'groups:\n  fromfile: gv == 1\n', { 'group_vars/web.yml': 'gv: 1\n' }),
  {
    name: 'constructed: before the sources that it needs',
    files: { '1.ini': BASE, '2.yml': 'plugin: ansible.builtin.constructed\ngroups:\n  e: os == "deb"\n' },
    commands: [graph('2.yml', '1.ini')],
  },
  {
    name: 'constructed: extra variables',
    files: {
      '1.ini': BASE,
      '2.yml': 'plugin: constructed\nuse_extra_vars: true\ncompose:\n  x: ev\ngroups:\n  e: ev == "1"\n',
    },
    commands: [[...graph('1.ini', '2.yml'), '-e', 'ev=1']],
  },
  {
    name: 'constructed: all is below all in YAML',
    files: {
      '1.yml': 'all:\n  vars: {k: v}\n  children: {web: {hosts: {a.b.c: , b: }}}\n',
      '2.yml': 'plugin: constructed\ncompose:\n  seen: k\n  short: inventory_hostname_short\ngroups:\n  g: k == "v"\n',
    },
    commands: views('1.yml', '2.yml'),
  },
  {
    name: 'generator',
    files: {
      'g.yml':
        'plugin: generator\nhosts:\n  name: "{{ op }}_{{ app }}_run"\n  parents:\n    - name: "{{ op }}_{{ app }}"\n      parents:\n        - name: "{{ op }}"\n          vars:\n            operation: "{{ op }}"\n        - name: "{{ app }}"\n    - name: runner\nlayers:\n  op: [build, launch]\n  app: [web, api]\n',
    },
    commands: views('g.yml'),
  },
  {
    name: 'generator without hosts',
    files: { 'g.yml': 'plugin: generator\nlayers:\n  op: [a]\n' },
    commands: [graph('g.yml')],
  },
  { name: 'unknown plugin', files: { 'p.yml': 'plugin: nosuch\n' }, commands: [list('p.yml')] },
]
