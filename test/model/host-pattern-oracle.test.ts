import { beforeAll, describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { loadInventory } from '../../src/loader/inventory/load-inventory.ts'
import { applyLimit, matchPattern } from '../../src/model/host-pattern.ts'
import type { Inventory } from '../../src/model/inventory.ts'
import { runAnsible, type AnsibleOutcome } from '../loader/inventory/ansible-oracle.ts'
import { INVENTORIES } from '../loader/inventory/fixture-cases.ts'

const SOURCE = join(INVENTORIES, 'patterns/hosts')

const PATTERNS = [
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
const LIMITS = ['web01', 'web:&prod', '!web', 'db,lone1', 'eu', 'nope', '~web0[12]', 'web[0:1]']

const ours = new Map<string, ReturnType<typeof matchPattern>>()
const theirs = new Map<string, AnsibleOutcome>()
let inventory: Inventory

beforeAll(async () => {
  const loaded = await loadInventory([SOURCE], { cwd: INVENTORIES, varsDirs: [] })
  if (!loaded.ok) throw loaded.error[0]!
  inventory = loaded.value.inventory
  const limited = LIMITS.map((limit) => ['all', '-l', limit])
  const outcomes = runAnsible(
    [...PATTERNS.map((pattern) => [pattern]), ...limited].map((args) => [
      'ansible',
      '-i',
      SOURCE,
      '--list-hosts',
      ...args,
    ]),
  )
  PATTERNS.forEach((pattern, index) => theirs.set(pattern, outcomes[index]!))
  LIMITS.forEach((limit, index) => theirs.set(`limit ${limit}`, outcomes[PATTERNS.length + index]!))
  for (const pattern of PATTERNS) ours.set(pattern, matchPattern(inventory, pattern))
}, 240_000)

/** `ansible` tells an invalid pattern as "no hosts matched". */
function hostsListed(outcome: AnsibleOutcome): readonly string[] {
  if (outcome.exitCode !== 0) return []
  return outcome.stdout
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function unmatched(warnings: readonly string[]): readonly string[] {
  return warnings.flatMap((text) => /host pattern, ignoring: (\S+?)(?::\s|$)/m.exec(text)?.[1] ?? [])
}

describe('the real ansible agrees', () => {
  test('with at least 80 patterns', () => {
    expect(new Set(PATTERNS).size).toBeGreaterThanOrEqual(80)
  })

  test.each(PATTERNS)('on the hosts of %j, in their order', (pattern) => {
    const matched = ours.get(pattern)!

    expect(matched.ok ? matched.value.hosts : []).toEqual(hostsListed(theirs.get(pattern)!))
  })

  test.each(PATTERNS)('on what of %j matches nothing', (pattern) => {
    const matched = ours.get(pattern)!
    const stderr = theirs.get(pattern)!.stderr.split('[WARNING]')

    expect(matched.ok ? unmatched(matched.value.warnings) : []).toEqual(matched.ok ? unmatched(stderr) : [])
  })

  test.each(LIMITS)('on --limit %j', (limit) => {
    const all = matchPattern(inventory, 'all')
    const limited = applyLimit(inventory, all.ok ? all.value.hosts : [], [limit])

    expect(limited.ok && limited.value.hosts).toEqual(hostsListed(theirs.get(`limit ${limit}`)!))
  })
})
