import { expect, test } from '@jest/globals'
import { matchHosts, namesGroups } from '../../../src/app/backups/match-hosts.ts'
import { loadInventory } from '../../../src/loader/inventory/load-inventory.ts'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const STORED = ['db1', 'gone', 'web1', 'web2']

async function inventory() {
  const path = join(mkdtempSync(join(tmpdir(), 'longshore-match-')), 'hosts.ini')
  writeFileSync(path, '[web]\nweb1\nweb2\nweb3\n[db]\ndb1\n[prod:children]\nweb\n')
  const loaded = await loadInventory([path], { cwd: '/', varsDirs: [] })
  if (!loaded.ok) throw loaded.error[0] ?? new Error('no inventory')
  return loaded.value.inventory
}

test.each([
  ['all', STORED],
  ['web*', ['web1', 'web2']],
  ['web1,db1', ['db1', 'web1']],
  ['all,!web*', ['db1', 'gone']],
  ['!web*', ['db1', 'gone']],
  ['~web[12]', ['web1', 'web2']],
  ['gone', ['gone']],
])('%s names hosts of a store without an inventory', (pattern, hosts) => {
  expect(matchHosts({ pattern, stored: STORED })).toEqual({ ok: true, value: hosts })
})

test.each([
  ['web', ['web1', 'web2']],
  ['prod:!web1', ['web2']],
  ['all:&db', ['db1']],
  ['all:!web', ['db1', 'gone']],
  ['web[0]', ['web1']],
  ['gone,db', ['db1', 'gone']],
  ['@some', ['db1', 'web2']],
])(
  '%s means with an inventory what --limit means, and what is no longer in it is found by name',
  async (pattern, hosts) => {
    const limitFiles = new Map([['some', 'web2\ndb\n']])

    expect(matchHosts({ pattern, stored: STORED, inventory: await inventory(), limitFiles })).toEqual({
      ok: true,
      value: hosts,
    })
  },
)

test('a pattern that names no host with a backup says which have one', async () => {
  const nothing = matchHosts({ pattern: 'web3', stored: ['db1', 'web1'], inventory: await inventory() })

  expect(nothing).toMatchObject({
    ok: false,
    error: { message: "there is no backup of a host that 'web3' names", hint: 'Hosts with backups are: db1, web1' },
  })
})

test('an inventory is asked for only where names of hosts are not enough', () => {
  expect(['all', 'db1', 'db1, web1', 'db', 'web*'].map((pattern) => namesGroups(pattern, STORED))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ])
})
