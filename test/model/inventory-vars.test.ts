import { describe, expect, test } from '@jest/globals'
import { groupsOf, hostsOf, hostVars, isImplicitLocalhost } from '../../src/model/inventory-vars.ts'
import type { Inventory, InventoryGroup } from '../../src/model/inventory.ts'
import type { Vars } from '../../src/model/vars.ts'

function group(name: string, rest: Partial<InventoryGroup>): InventoryGroup {
  return { name, hosts: [], children: [], vars: {}, depth: 1, priority: 1, ...rest }
}

function inventory(groups: readonly InventoryGroup[], hosts: Readonly<Record<string, Vars>>): Inventory {
  return {
    hosts: new Map(Object.entries(hosts).map(([name, vars]) => [name, { name, vars }])),
    groups: new Map(groups.map((each) => [each.name, each])),
    sources: [],
  }
}

/** As many groups as given, each holding every tenth host, and a counter of how often their variables are read. */
function fleet(hostCount: number, groupCount: number): { readonly inventory: Inventory; readonly reads: () => number } {
  let reads = 0
  const names = Array.from({ length: hostCount }, (_, index) => `h${index}`)
  const groups = Array.from({ length: groupCount }, (_, index) => {
    const each = group(`g${index}`, { hosts: names.filter((_name, host) => host % groupCount === index) })
    return Object.defineProperty({ ...each }, 'vars', { get: () => (reads++, { value: index }) })
  })
  const all = group('all', { depth: 0, children: groups.map((each) => each.name) })
  return {
    inventory: inventory([all, ...groups], Object.fromEntries(names.map((name) => [name, {}]))),
    reads: () => reads,
  }
}

describe('hostVars', () => {
  test('lets a deeper group win, then the higher priority, then the later name, then the host', () => {
    const tree = inventory(
      [
        group('all', {
          depth: 0,
          vars: { a: 'all', b: 'all', c: 'all', d: 'all', e: 'all' },
          children: ['x', 'y', 'z'],
        }),
        group('x', { hosts: ['h'], priority: 5, vars: { b: 'x', c: 'x', d: 'x', e: 'x' } }),
        group('y', { hosts: ['h'], vars: { b: 'y', c: 'y', d: 'y', e: 'y' } }),
        group('z', { children: ['deep'], vars: { b: 'z' } }),
        group('deep', { depth: 2, hosts: ['h'], vars: { d: 'deep', e: 'deep' } }),
      ],
      { h: { e: 'host' } },
    )

    expect(hostVars(tree, 'h')).toEqual({ a: 'all', b: 'x', c: 'x', d: 'deep', e: 'host' })
    expect(groupsOf(tree, 'h')).toEqual(['all', 'y', 'z', 'x', 'deep'])
    expect(hostsOf(tree, 'z')).toEqual(['h'])
  })

  test('lets a file for all win over inline variables of a group', () => {
    const tree = inventory(
      [
        group('all', {
          depth: 0,
          children: ['web'],
          varLayers: [{ x: 'inline all' }, { x: 'file all', y: 'file all' }],
        }),
        group('web', { hosts: ['h'], varLayers: [{ x: 'inline web', y: 'inline web' }, { y: 'file web' }] }),
      ],
      { h: {} },
    )

    expect(hostVars(tree, 'h')).toEqual({ x: 'file all', y: 'file web' })
  })

  test('gives an implicit localhost the variables of all and a local connection', () => {
    const tree = inventory([group('all', { depth: 0, vars: { a: 1 } })], {})

    expect(isImplicitLocalhost(tree, '127.0.0.1')).toBe(true)
    expect(hostVars(tree, '127.0.0.1')).toEqual({ a: 1, ansible_connection: 'local' })
  })

  test('stays linear: ten times the hosts in 200 groups read as many group variables', () => {
    const small = fleet(1_000, 200)
    const large = fleet(10_000, 200)

    for (const { inventory: tree } of [small, large]) for (const host of tree.hosts.keys()) hostVars(tree, host)

    expect(small.reads()).toBe(200)
    expect(large.reads() / small.reads()).toBe(1)
  })
})
