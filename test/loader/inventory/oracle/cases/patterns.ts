import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { INVENTORIES } from '../../fixture-cases.ts'
import type { InventoryCase } from '../case.ts'

const INVENTORY =
  'lone1\nlone2\n[web]\nweb01\nweb02\nweb03\nhook1\n[db]\ndb-a\ndb-b\n[v6]\n2001:db8::1\n2001:db8::2\n[prod]\nweb01\ndb-a\nweb02\n[staging]\nweb03\ndb-b\n[eu:children]\nprod\n[us:children]\nstaging\n[deep:children]\neu\nus\n[none]\n'

function hosts(...args: readonly string[]): readonly string[] {
  return ['ansible', '-i', 'inv', '--list-hosts', ...args]
}

function asked(name: string, patterns: readonly string[]): InventoryCase {
  return { name: `patterns: ${name}`, files: { inv: INVENTORY }, commands: patterns.map((pattern) => hosts(pattern)) }
}

const ON_FIXTURE = [
  ...['all', '*', 'web', 'db', 'ungrouped', 'eu', 'lone1', 'web01', 'hook1', 'all:!web', '!web', '&web', '!web:&prod'],
  ...['web:db', 'db:web', 'web,db', 'db,web', 'web,db,', ' web , db ', 'web:db:lone1', 'lone2:lone1', 'web:&prod'],
  ...[
    'web:!prod',
    'web:&prod:!web01',
    '!web01:web',
    '&prod:web',
    'web:!web01:!web02',
    'eu:us',
    'eu:!staging',
    'us,!db',
  ],
  ...['web:web', 'web01:web', 'web*', 'web0?', 'web0[12]', 'web0[!12]', '*b*', 'db-?', '*.example.com', 'app.*'],
  ...['*eu*', 'web??', 'WEB', '[wd]*', 'prod*:&web*', '~web', '~web0[1-3]', '~^db', '~(web|db)', '~.*-a$', '~b-a'],
  ...['~(?P<x>web)0[12]', '~hook\\d', '!~web.*', 'all:!~(web|db).*', 'web[0]', 'web[-1]', 'web[1:3]', 'web[1:]'],
  ...[
    'web[0:0]',
    'web[1:0]',
    'web[3:99]',
    'web[99]',
    'web[-99]',
    'web[9:]',
    'web[0-1]',
    'web[0]:db[1]',
    'web[0],db[-1]',
  ],
  ...['web*[0]', 'eu[0]', 'all[2]', 'web:!web[0]', 'web:&web[0:2]', 'db[0]:!db-a', '2001:db8::1', '2001:db8::*'],
  ...[
    'v6:!2001:db8::1',
    'v6,!2001:db8::1',
    '2001:db8::1,2001:db8::2',
    'nope',
    'web:nope',
    'nope:!web',
    'webb',
    'nope[0]',
  ],
  ...['localhost', '127.0.0.1', '::1', 'localhost:web', 'web:!localhost', '~web(', 'web[a]', 'app.eu.example.com'],
  ...['web01:web02:db-a', 'web01,db-a,!web01', 'prod:staging:&eu', 'web:db:&eu:!db-a', 'eu[0]:us[0]', 'v6[1]'],
]
const LIMITS_ON_FIXTURE = ['web01', 'web:&prod', '!web', 'db,lone1', 'eu', 'nope', '~web0[12]', 'web[0:1]']

export const PATTERNS: readonly InventoryCase[] = [
  {
    name: 'patterns: the fixture',
    files: { inv: readFileSync(join(INVENTORIES, 'patterns/hosts'), 'utf8') },
    commands: [
      ...ON_FIXTURE.map((pattern) => hosts(pattern)),
      ...LIMITS_ON_FIXTURE.map((limit) => hosts('all', '-l', limit)),
    ],
  },
  asked('names', ['all', '*', 'web', 'ungrouped', 'none', 'lone1', 'nope', 'web:nope', 'WEB', 'all:web']),
  asked('sums and differences', [
    ...[
      'web:db',
      'db,web',
      'web, db',
      'web:&prod',
      '&prod:web',
      '!web',
      'all:!all',
      'web:!web',
      'web:!prod:db',
      '!web01:web',
    ],
    ...['&prod', '&prod:&eu', '!prod:!db', 'deep:&web:!web01', 'web db', 'web;db', ',', ':', 'web,', '!', '&'],
  ]),
  asked('globs and expressions', [
    ...[
      'web*',
      'web0?',
      'web0[12]',
      'web0[!12]',
      '*b*',
      '*:!web*',
      '~web0[1-3]',
      '~(web|db).*',
      '!~web.*',
      '~^db-',
      '~.*-a$',
      '~(',
    ],
    ...['[wd]*', '~WEB', '~(?i)WEB', '*.*'],
  ]),
  asked('subscripts', [
    ...[
      'web[0]',
      'web[-1]',
      'web[0:2]',
      'web[1:]',
      'web[0-1]',
      'web[99]',
      'web[1:0]',
      'all[0]',
      'web[0]:db[1]',
      'web*[1]',
      'none[0]',
    ],
    ...['web[-2:]', 'web[:2]', 'web[a]', '!web[0]', 'lone1[0]', 'lone1[1]', 'web[0],web[-1]'],
  ]),
  asked('addresses', [
    '2001:db8::1',
    '2001:db8::*',
    'v6:!2001:db8::1',
    'v6,!2001:db8::1',
    '[2001:db8::1]',
    '::1',
    '127.0.0.1',
  ]),
  asked('localhost', ['localhost', 'localhost:web', 'all:localhost', 'web:!localhost', '~local.*', 'local*']),
  {
    name: 'patterns: limits',
    files: {
      inv: INVENTORY,
      'limit.txt': 'web01\n\ndb-a\n!web01\n',
      'list.retry': 'web02\nlone1\n',
      'empty.txt': '\n',
    },
    commands: [
      ...[
        'web01',
        'web:&prod',
        '!web',
        'db,lone1',
        'nope',
        '~web0[12]',
        'web[0:1]',
        'localhost',
        'all:!web',
        'web:nope',
      ],
      ...[
        '@limit.txt',
        '@list.retry',
        '@list.retry:!web02',
        '@list.retry,db',
        '@empty.txt',
        '@gone',
        '@',
        'web01 web02',
      ],
    ]
      .map((limit) => hosts('all', '-l', limit))
      .concat([hosts('localhost', '-l', 'localhost'), hosts('web', '-l', 'db'), hosts('all', '-l', 'web', '-l', 'db')]),
  },
  ...(['error', 'ignore'] as const).map((mode) => ({
    name: `patterns: mismatch is ${mode}`,
    files: { inv: INVENTORY },
    commands: [hosts('nope'), hosts('web:nope'), hosts('all', '-l', 'web:nope'), hosts('web[99]')],
    env: { ANSIBLE_HOST_PATTERN_MISMATCH: mode },
  })),
  {
    name: 'patterns: without an inventory',
    files: {},
    commands: [
      ['ansible', '-i', 'nope', '--list-hosts', 'all'],
      ['ansible', '-i', 'nope', '--list-hosts', 'localhost'],
      ['ansible', '-i', 'localhost,', '--list-hosts', 'all'],
    ],
  },
]
