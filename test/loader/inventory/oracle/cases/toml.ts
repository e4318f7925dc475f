import { list, type InventoryCase } from '../case.ts'

const ONLY_TOML = { ANSIBLE_INVENTORY_ENABLED: 'toml' }
const FULL = `[all.vars]
has_java = false
[web]
children = ["apache", "nginx"]
vars = { http_port = 8080, l = [1, 2], m = { a = "b" } }
[web.hosts]
host1 = {}
host2 = { ansible_port = 222 }
"w[1:3]" = { a = 1 }
"x:2200" = {}
[apache.hosts]
tomcat1 = {}
tomcat2 = { myvar = 34 }
[nginx.vars]
has_java = true
`

export const TOML: readonly InventoryCase[] = [
  {
    name: 'toml in full',
    files: { 'inv.toml': FULL },
    commands: [list('inv.toml'), [...list('inv.toml'), '--export'], ['ansible-inventory', '-i', 'inv.toml', '--graph']],
    env: ONLY_TOML,
  },
  {
    name: 'toml as toml',
    files: { 'inv.toml': FULL, plain: '[web]\na x=1 y=two\nb\n[db:children]\nweb\n[db:vars]\nz=[1,"q"]\n' },
    commands: [
      [...list('inv.toml'), '--toml'],
      [...list('inv.toml'), '--toml', '--export'],
    ],
    env: ONLY_TOML,
  },
  {
    name: 'ini as toml',
    files: { plain: 'lone\n[web]\na x=1 y=two\nb\n[db:children]\nweb\n[db:vars]\nz=[1,"q"]\n' },
    commands: [
      [...list('plain'), '--toml'],
      [...list('plain'), '--toml', '--export'],
      ['ansible-inventory', '-i', 'plain', '--host', 'a', '--toml'],
    ],
  },
  { name: 'toml by the usual plugins', files: { 'inv.toml': FULL }, commands: [list('inv.toml')] },
  {
    name: 'toml values',
    files: { 'inv.toml': '[web.hosts]\nh = {}\n[web.vars]\nf = 1.5\nd = 1979-05-27T07:32:00Z\n[x]\nfoo = 1\n' },
    commands: [list('inv.toml')],
    env: ONLY_TOML,
  },
  { name: 'toml that is broken', files: { 'inv.toml': '[web\n' }, commands: [list('inv.toml')], env: ONLY_TOML },
  {
    name: 'toml with children as a table',
    files: { 'inv.toml': '[web]\nchildren = {}\n' },
    commands: [list('inv.toml')],
    env: ONLY_TOML,
  },
]
