import type { InventoryCase } from '../case.ts'

const FILES = {
  inv: 'lone u=ungrouped\nlocalhost ansible_connection=local\n[web]\nw1 a=1\nw2\n[db]\nd1 s="it\'s" b=True\n[prod:children]\nweb\ndb\n[prod:vars]\np=[1, {"q": None}]\n[empty]\n',
}

function ask(...args: readonly string[]): readonly string[] {
  return ['ansible-inventory', '-i', 'inv', ...args]
}

export const OUTPUTS: readonly InventoryCase[] = [
  {
    name: 'outputs: --host',
    files: FILES,
    commands: [
      ask('--host', 'w1'),
      ask('--host', 'w2', '--yaml'),
      ask('--host', 'd1', '--export'),
      ask('--host', 'localhost'),
      ask('--host', 'nope'),
      ask('--host', 'web'),
      ask('--host', 'd1', '--toml'),
      ask('--host', 'w1', '-e', 'a=2', '-e', '{"n": null}'),
    ],
  },
  {
    name: 'outputs: --graph of one group',
    files: FILES,
    commands: [
      ['ansible-inventory', '-i', 'inv', '--graph', 'prod', '--vars'],
      ['ansible-inventory', '-i', 'inv', '--graph', 'nope'],
      ['ansible-inventory', '-i', 'inv', '--graph', 'lone'],
      ['ansible-inventory', '-i', 'inv', 'prod', '--graph'],
    ],
  },
  {
    name: 'outputs: YAML and export',
    files: FILES,
    commands: [
      ask('--list', '--yaml'),
      ask('--list', '-y', '--export'),
      ask('--list', '--toml'),
      ask('--list', '--toml', '--export'),
    ],
  },
  {
    name: 'outputs: a host in two groups',
    files: { inv: '[a]\nh x=1\n[b]\nh\ni y=2\n[c:children]\na\n[d:children]\na\nb\n' },
    commands: [ask('--list'), ask('--list', '-y'), ask('--graph'), ask('--list', '--toml')],
  },
  {
    name: 'outputs: text that is marked as unsafe',
    files: { 'i.yml': 'all: {hosts: {h: {plain: !unsafe "{{ no }}", list: [!unsafe "{% raw %}"]}}}\n' },
    commands: [
      ['--list'],
      ['--list', '--yaml'],
      ['--host', 'h', '--yaml'],
      ['--list', '--toml'],
      ['--graph', '--vars'],
    ].map((view) => ['ansible-inventory', '-i', 'i.yml', ...view]),
  },
  {
    name: 'outputs: what may not be asked',
    files: FILES,
    commands: [ask(), ask('--list', '--host', 'w1'), ask('--graph', '--list')],
  },
]
