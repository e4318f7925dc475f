import { beforeAll, describe, expect, test } from '@jest/globals'
import { tmpdir } from 'node:os'
import { graphInventory, listInventory, nestInventory } from '../../../src/app/show-inventory.ts'
import { loadInventory } from '../../../src/loader/inventory/load-inventory.ts'
import { parseYaml } from '../../../src/loader/yaml/parse-yaml.ts'
import { toNative } from '../../../src/loader/yaml/yaml-node.ts'
import { toYaml } from '../../../src/loader/yaml/to-yaml.ts'
import type { Inventory } from '../../../src/model/inventory.ts'
import { runAnsible, type AnsibleCommand, type AnsibleOutcome } from './ansible-oracle.ts'
import { fixtureCases, type FixtureCase } from './fixture-cases.ts'

const CASES = fixtureCases()
const VIEWS = { list: ['--list'], export: ['--list', '--export'], graph: ['--graph', '--vars'], yaml: ['--list', '-y'] }

const outcomes = new Map<string, AnsibleOutcome>()

beforeAll(() => {
  const wanted = CASES.flatMap((fixture) =>
    Object.entries(VIEWS)
      .filter(([view]) => view !== 'yaml' || fixture.name.startsWith('yaml'))
      .map(([view, flags]) => [`${fixture.name} ${view}`, command(fixture, flags)] as const),
  )
  const all = runAnsible(wanted.map(([, args]) => args))
  wanted.forEach(([key], index) => outcomes.set(key, all[index]!))
}, 240_000)

function command(fixture: FixtureCase, flags: readonly string[]): AnsibleCommand {
  const play = fixture.playbookDir === undefined ? [] : ['--playbook-dir', fixture.playbookDir]
  return ['ansible-inventory', ...fixture.sources.flatMap((source) => ['-i', source]), ...play, ...flags]
}

function ansible(fixture: FixtureCase, view: keyof typeof VIEWS): string {
  const outcome = outcomes.get(`${fixture.name} ${view}`)!
  if (outcome.exitCode !== 0) throw new Error(outcome.stderr)
  return outcome.stdout
}

async function load(fixture: FixtureCase): Promise<Inventory> {
  const varsDirs = fixture.playbookDir === undefined ? [] : [fixture.playbookDir]
  const loaded = await loadInventory(fixture.sources, { cwd: tmpdir(), varsDirs })
  if (!loaded.ok) throw loaded.error[0]!
  return loaded.value.inventory
}

function yamlValue(text: string): unknown {
  const parsed = parseYaml(text, 'dump.yml')
  if (!parsed.ok) throw parsed.error[0]!
  return toNative(parsed.value)
}

describe('the real ansible-inventory agrees', () => {
  test('with at least 40 inventories', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(40)
  })

  test.each(CASES)('on --list of $name', async (fixture) => {
    expect(listInventory(await load(fixture), { export: false })).toEqual(JSON.parse(ansible(fixture, 'list')))
  })

  test.each(CASES)('on --list --export of $name', async (fixture) => {
    expect(listInventory(await load(fixture), { export: true })).toEqual(JSON.parse(ansible(fixture, 'export')))
  })

  // Python prints `(1, 2)`, `2.0` and `{1: 'a'}` where JavaScript has arrays, 2 and names.
  test.each(CASES.filter(({ name }) => !name.endsWith('python-only')))(
    'on --graph --vars of $name',
    async (fixture) => {
      const graph = graphInventory(await load(fixture), 'all', { export: false, vars: true })

      expect(`${graph}\n`).toBe(ansible(fixture, 'graph'))
    },
  )

  test.each(CASES.filter(({ name }) => name.startsWith('yaml')))('on --list --yaml of $name', async (fixture) => {
    const nested = nestInventory(await load(fixture), { export: false })

    expect(yamlValue(toYaml(nested))).toEqual(yamlValue(ansible(fixture, 'yaml')))
  })
})
