import { describe, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '../../../src/base/secret.ts'
import type { InventoryFlags } from '../../../src/cli/commands/inventory.ts'
import { runInventory } from '../../../src/cli/inventory-command.ts'
import { seal } from '../../../src/loader/vault/vault.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/inventories')

async function run(flags: InventoryFlags) {
  let stdout = ''
  let stderr = ''
  const deps = {
    cwd: FIXTURES,
    home: '/nonexistent',
    env: {},
    stdout: (text: string) => (stdout += text),
    stderr: (text: string) => (stderr += text),
  }
  return { code: await runInventory(flags, deps), stdout, stderr }
}

const PATTERNS = ['patterns/hosts']

describe('longshore inventory', () => {
  test('keeps a !vault value encrypted in JSON and YAML, and opens it in a graph with its password', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'longshore-inventory-'))
    const envelope = seal(Buffer.from('hunter2'), { id: 'default', password: new Secret('pw') })
    const value = `!vault |\n${envelope.replaceAll(/^(?=.)/gm, '            ')}`
    await writeFile(join(folder, 'h.yml'), `all:\n  hosts:\n    w1:\n      s: ${value}`)
    await writeFile(join(folder, 'pw'), 'pw\n')
    const inventory = [join(folder, 'h.yml')]
    const vaultPasswordFile = [join(folder, 'pw')]

    const json = await run({ inventory, host: 'w1', vaultPasswordFile })
    const yaml = await run({ inventory, list: true, yaml: true, vaultPasswordFile })
    const graph = await run({ inventory, graph: true, vars: true, vaultPasswordFile })
    const locked = await run({ inventory, graph: true, vars: true })

    expect(JSON.parse(json.stdout)).toEqual({ s: { __ansible_vault: envelope } })
    expect(yaml.stdout).toContain('          s: !vault |\n            $ANSIBLE_VAULT;1.1;AES256\n')
    expect(graph.stdout).toContain('{s = hunter2}')
    expect(locked.stdout).toContain('{s = [encrypted]}')
    await rm(folder, { recursive: true })
  })

  test('prints the variables of a host as sorted JSON', async () => {
    expect(await run({ inventory: ['ini-ports/hosts'], host: 'web2' })).toEqual({
      code: 0,
      stdout: '{\n    "ansible_port": 2200\n}\n',
      stderr: '',
    })
  })

  test('draws one group, limited', async () => {
    expect(await run({ inventory: PATTERNS, graph: 'eu', limit: ['web02,nope'] })).toEqual({
      code: 0,
      stdout: '@eu:\n  |--@prod:\n  |  |--web02\n',
      stderr: 'warning: Could not match supplied host pattern, ignoring: nope\n',
    })
  })

  test.each<[string, InventoryFlags, string]>([
    [
      'no action',
      {},
      'error: No action selected, at least one of --host, --graph or --list needs to be specified.\n  longshore inventory -i FILE --list\n',
    ],
    [
      'two actions',
      { list: true, host: 'a' },
      'error: Conflicting options used, only one of --host, --graph or --list can be used at the same time.\n  longshore inventory -i FILE --list\n',
    ],
    [
      'an unknown group',
      { graph: 'prodd' },
      "error: Pattern must be valid group name when using --graph: there is no group 'prodd': did you mean 'prod'?\n  See the groups with: longshore inventory --graph\n",
    ],
    [
      'an unknown host',
      { host: 'lone' },
      "error: You must pass a single valid host to --host parameter: 'lone' is none: did you mean 'lone1'?\n  See the hosts with: longshore inventory --graph\n",
    ],
    [
      'a missing limit file',
      { list: true, limit: ['@gone'] },
      'error: Unable to find limit file: gone cannot be read: no such file\n  Check the path and its permissions\n',
    ],
  ])('refuses %s', async (_what, flags, stderr) => {
    expect((await run({ inventory: PATTERNS, ...flags })).stderr.replace(/^warning.*\n/gm, '')).toBe(stderr)
    expect((await run({ inventory: PATTERNS, ...flags })).code).toBe(1)
  })
})
