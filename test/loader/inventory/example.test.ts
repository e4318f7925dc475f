import { expect, test } from '@jest/globals'
import { join } from 'node:path'
import { loadInventory } from '../../../src/loader/inventory/load-inventory.ts'
import { hostsOf, hostVars } from '../../../src/model/inventory-vars.ts'

const ROOT = join(import.meta.dirname, '../../..')

test('the example inventory loads, without a warning, and says what its comments say', async () => {
  const loaded = await loadInventory(['inventories/example.ini'], { cwd: ROOT, varsDirs: [] })

  if (!loaded.ok) throw loaded.error[0]!
  const { inventory, warnings } = loaded.value
  expect(warnings).toEqual([])
  expect([...inventory.hosts.keys()]).toHaveLength(10)
  expect(hostsOf(inventory, 'docker')).toEqual(['web-01', 'web-02', 'web-03', 'web-04', 'build-01'])
  expect(hostsOf(inventory, 'sites')).toHaveLength(9)
  expect(hostVars(inventory, 'edge-01')).toMatchObject({
    ansible_host: '203.0.113.17',
    ansible_port: 2222,
    runtime: 'containerd',
    registry_mirrors: ['https://mirror.oslo.example', 'https://mirror.paris.example'],
  })
})
