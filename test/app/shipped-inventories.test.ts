import { expect, test } from '@jest/globals'
import { resolve } from 'node:path'
import { loadInventory } from '../../src/loader/inventory/load-inventory.ts'
import { hostsOf, hostVars } from '../../src/model/inventory-vars.ts'

const load = async (name: string) => {
  const loaded = await loadInventory([`inventories/${name}`], { cwd: resolve('.'), varsDirs: [] })
  if (!loaded.ok) throw loaded.error[0] ?? new Error(`${name} did not load`)
  expect(loaded.value.warnings).toEqual([])
  return loaded.value.inventory
}

test('lab.yml names the three hosts, their key, known_hosts that is checked, and the mirror', async () => {
  const inventory = await load('lab.yml')

  expect(hostsOf(inventory, 'runtimes')).toEqual(['g1', 'g2', 'g3'])
  expect(hostVars(inventory, 'g2')).toMatchObject({
    ansible_host: '10.77.0.12',
    ansible_user: 'ops',
    ansible_ssh_common_args: expect.stringContaining('StrictHostKeyChecking=yes'),
    registry_mirrors: ['http://10.77.0.1:5000'],
  })
})

test('example.ini has what the shipped playbooks ask of an inventory', async () => {
  const inventory = await load('example.ini')

  expect(hostsOf(inventory, 'runtimes')).toHaveLength(9)
  for (const host of hostsOf(inventory, 'runtimes')) {
    expect(hostVars(inventory, host)).toMatchObject({
      registry_mirrors: expect.arrayContaining([expect.stringMatching(/^https:/)]),
    })
  }
})
