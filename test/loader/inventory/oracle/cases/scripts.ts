import { graph, list, scriptOf, views, type InventoryCase } from '../case.ts'

const META = {
  web: { hosts: ['a', 'b'], vars: { x: 1 }, children: ['db'] },
  db: ['c'],
  all: { vars: { k: 'v' } },
  _meta: { hostvars: { a: { y: 2, list: [1, { z: null }] }, unknown: { q: 1 } } },
}

export const SCRIPTS: readonly InventoryCase[] = [
  { name: 'script with _meta', files: { inv: scriptOf(META) }, commands: views('inv') },
  {
    name: 'script without _meta asks for each host',
    files: { inv: scriptOf({ web: ['a', 'b'] }, { a: { who: 'a' }, b: { who: 'b', n: 1.5 } }) },
    commands: views('inv'),
  },
  {
    name: 'script whose _meta has no hostvars',
    files: { inv: scriptOf({ g: ['h'], _meta: {} }, { h: { a: 1 } }) },
    commands: [list('inv')],
  },
  {
    name: 'script with old groups',
    files: { inv: scriptOf({ web: ['a'], plain: { x: 5 }, empty: {}, _meta: { hostvars: {} } }) },
    commands: views('inv'),
  },
  {
    name: 'script with groups of vars and of undefined children',
    files: { inv: scriptOf({ v: { vars: { z: 1 } }, p: { children: ['new'] }, _meta: { hostvars: {} } }) },
    commands: views('inv'),
  },
  { name: 'script of nothing', files: { inv: scriptOf({}) }, commands: [list('inv'), graph('inv')] },
  { name: 'script with an extension', files: { 'inv.sh': scriptOf(META) }, commands: [list('inv.sh')] },
  {
    name: 'script beside a file, which goes on',
    files: { inv: scriptOf(META), more: '[db]\nd n=1\n[web:vars]\nx=2\n' },
    commands: views('inv', 'more'),
  },
  {
    name: 'script that is not executable',
    files: { 'inv.plain': "#!/bin/sh\necho '{}'\n" },
    commands: [list('inv.plain')],
  },
  { name: 'script without its interpreter', files: { inv: '#!/no/such/interpreter\n' }, commands: [list('inv')] },
  { name: 'script that prints no JSON', files: { inv: '#!/bin/sh\necho nope\n' }, commands: [list('inv')] },
  { name: 'script that fails', files: { inv: '#!/bin/sh\necho boom >&2; exit 3\n' }, commands: [list('inv')] },
  { name: 'script that prints a list', files: { inv: "#!/bin/sh\necho '[1]'\n" }, commands: [list('inv')] },
  { name: 'script with hosts as text', files: { inv: scriptOf({ g: { hosts: 'h' } }) }, commands: [list('inv')] },
  {
    name: 'script with vars as a list',
    files: { inv: scriptOf({ g: { hosts: ['h'], vars: [1] } }) },
    commands: [list('inv')],
  },
  {
    name: 'script with hostvars as a list',
    files: { inv: scriptOf({ g: ['h'], _meta: { hostvars: [] } }) },
    commands: [list('inv')],
  },
  { name: 'script with a number for a host', files: { inv: scriptOf({ g: [1] }) }, commands: [list('inv')] },
  {
    name: 'script with groups in a circle',
    files: { inv: scriptOf({ g: { children: ['h'] }, h: { children: ['g'] } }) },
    commands: [list('inv')],
  },
  { name: 'script whose --host says nothing', files: { inv: scriptOf({ g: ['h'] }) }, commands: [list('inv')] },
  {
    name: 'folder of scripts and files',
    files: {
      'inv/10-static': '[web]\nw1 a=1\n[web:vars]\nv=static\n',
      'inv/20-script': scriptOf({
        web: { hosts: ['w2'], vars: { v: 'script' } },
        _meta: { hostvars: { w1: { a: 2 } } },
      }),
      'inv/30.yml': 'all: {children: {web: {hosts: {w3: }}, db: {hosts: {d1: {a: 3}}}}}\n',
      'inv/40-broken': '#!/bin/sh\nexit 1\n',
      'inv/ignored.cfg': 'x y z\n',
      'inv/ignored.ini': 'x y z\n',
      'inv/.hidden': 'hidden\n',
      'inv/sub/more': 's1\n',
      'inv/group_vars/web.yml': 'gv: 1\n',
      'inv/host_vars/d1/main.yml': 'hv: 1\n',
    },
    commands: views('inv'),
  },
]
