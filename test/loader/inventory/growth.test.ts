import { afterAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { loadInventory } from '../../../src/loader/inventory/load-inventory.ts'
import { matchPattern } from '../../../src/model/host-pattern.ts'
import { groupsOf, hostsOf, hostVars } from '../../../src/model/inventory-vars.ts'
import type { Inventory } from '../../../src/model/inventory.ts'

const ROUNDS = 6

const cwd = mkdtempSync(join(tmpdir(), 'longshore-growth-'))

afterAll(() => rmSync(cwd, { recursive: true }))

/** Each group has its hosts and variables; every tenth group holds the nine after it. */
function fleet(hosts: number, groups: number): string {
  const each = hosts / groups
  const sections = Array.from({ length: groups }, (_, group) => {
    const first = group * each
    return `[g${group}]\nh[${first}:${first + each - 1}] a=1 b="two"\n[g${group}:vars]\nv=${group}\nw={"k": ${group}}\n`
  })
  const parents = Array.from({ length: groups / 10 }, (_, decade) => {
    const children = Array.from({ length: 9 }, (_, index) => `g${decade * 10 + index + 1}`)
    return `[g${decade * 10}:children]\n${children.join('\n')}\n`
  })
  return [...sections, ...parents].join('')
}

async function load(name: string, text: string): Promise<Inventory> {
  writeFileSync(join(cwd, name), text)
  const loaded = await loadInventory([name], { cwd, varsDirs: [] })
  if (!loaded.ok) throw loaded.error[0]!
  return loaded.value.inventory
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user } = process.cpuUsage(before)
  return user / 1e6
}

/** The same hosts and groups as YAML and as JSON. */
function written(hosts: number, groups: number): { readonly yaml: string; readonly json: string } {
  const each = hosts / groups
  const numbers = (count: number) => Array.from({ length: count }, (_, number) => number)
  const lines = numbers(groups).flatMap((group) => [
    `    g${group}:`,
    '      hosts:',
    ...numbers(each).flatMap((host) => [`        h${group * each + host}:`, '          a: 1', '          b: two']),
    '      vars:',
    `        v: ${group}`,
    `        w: {k: ${group}}`,
  ])
  const yaml = `all:\n  children:\n${lines.join('\n')}\n`
  return { yaml, json: JSON.stringify(parseYaml(yaml)) }
}

describe('an inventory of 10,000 hosts in 200 groups', () => {
  test('is read whole, and hosts in the same groups share one merge of their variables', async () => {
    const inventory = await load('large', fleet(10_000, 200))

    expect(inventory.hosts.size).toBe(10_000)
    expect(hostsOf(inventory, 'g0')).toHaveLength(500)
    expect(groupsOf(inventory, 'h9999')).toBe(groupsOf(inventory, 'h9998'))
    expect(hostVars(inventory, 'h9999')).toMatchObject({ a: 1, b: 'two', v: 199, w: { k: 199 } })
    expect(hostVars(inventory, 'h9999')['w']).toBe(hostVars(inventory, 'h9998')['w'])
  })

  test('is loaded in at most one and a half times what it takes to parse it as YAML and as JSON', async () => {
    const { yaml, json } = written(10_000, 200)
    const parse = () => Promise.resolve([parseYaml(yaml), JSON.parse(json)])
    const best = { parsing: Infinity, loading: Infinity }

    for (let round = 0; round < ROUNDS; round++) {
      best.parsing = Math.min(best.parsing, await seconds(parse))
      best.loading = Math.min(best.loading, await seconds(() => load('large.yml', yaml)))
    }

    expect((await load('large.yml', yaml)).hosts.size).toBe(10_000)
    expect(best.loading / best.parsing).toBeLessThan(1.5)
  }, 120_000)

  test('costs as much a host as a small one does', async () => {
    const work = (hosts: number) => async () => {
      const inventory = await load(`of-${hosts}`, fleet(hosts, 200))
      for (const host of inventory.hosts.keys()) hostVars(inventory, host)
      matchPattern(inventory, 'all:!g1:&g*')
    }
    await work(1000)()

    const small = await seconds(work(2000))
    const large = await seconds(work(20_000))

    expect(large / Math.max(small, 0.01)).toBeLessThan(40)
  })
})

test('a chain of 2,000 groups is read, and its end is below its beginning', async () => {
  const chain = Array.from({ length: 2000 }, (_, at) => `[c${at}:children]\nc${at + 1}\n`).join('')

  const inventory = await load('chain', `${chain}[c2000]\nh\n`)

  expect(hostsOf(inventory, 'c0')).toEqual(['h'])
  expect(inventory.groups.get('c2000')?.depth).toBe(2001)
})

test('a range of 100,000 hosts is one; more is refused', async () => {
  const inventory = await load('range', 'h[1:100000]\n')
  writeFileSync(join(cwd, 'beyond'), 'h[1:100001]\n')
  const beyond = await loadInventory(['beyond'], { cwd, varsDirs: [] })

  expect(inventory.hosts.size).toBe(100_000)
  expect(beyond.ok ? '' : beyond.error[0]?.message).toBe("the range '[1:100001]' stands for more than 100,000 hosts")
})
