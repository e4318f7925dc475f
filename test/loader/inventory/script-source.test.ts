import { afterAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTemplater } from '../../../src/adapters/template/templater.ts'
import { formatPosition } from '../../../src/base/source-position.ts'
import { loadInventory, type LoadInventoryOptions } from '../../../src/loader/inventory/load-inventory.ts'
import { hostsOf, hostVars } from '../../../src/model/inventory-vars.ts'

const cwd = mkdtempSync(join(tmpdir(), 'longshore-script-'))

afterAll(() => rmSync(cwd, { recursive: true }))

function put(name: string, text: string): string {
  writeFileSync(join(cwd, name), text, { mode: text.startsWith('#!') ? 0o755 : 0o644 })
  return name
}

async function load(sources: readonly string[], options: Partial<LoadInventoryOptions> = {}) {
  return loadInventory(sources, { cwd, varsDirs: [], templater: () => Promise.resolve(createTemplater()), ...options })
}

async function problems(sources: readonly string[], options: Partial<LoadInventoryOptions> = {}) {
  const loaded = await load(sources, options)
  if (loaded.ok) return []
  return loaded.error.map((error) => {
    const place = error.at === undefined ? '' : `${formatPosition(error.at)}: `
    return `${place}${error.message} | ${error.hint}`.replaceAll(cwd, 'ROOT')
  })
}

describe('a script', () => {
  test('with _meta is run once, in the working directory, with the environment', async () => {
    const source = put(
      'once',
      `#!/bin/sh\necho "$* $PWD" >> calls\nprintf '{"g":{"hosts":["h"],"vars":{"path":"%s"}},"_meta":{"hostvars":{}}}' "$PATH"\n`,
    )

    const loaded = await load([source])

    if (!loaded.ok) throw loaded.error[0]!
    expect(readFileSync(join(cwd, 'calls'), 'utf8')).toBe(`--list ${cwd}\n`)
    expect(hostVars(loaded.value.inventory, 'h')).toMatchObject({ path: process.env['PATH'] })
  })

  test('without _meta is asked once for each host', async () => {
    const source = put(
      'each',
      `#!/bin/sh\necho "$*" >> asked\n[ "$1" = --list ] && echo '{"g":["b","a"]}' || echo "{\\"n\\": \\"$2\\"}"\n`,
    )

    const loaded = await load([source])

    if (!loaded.ok) throw loaded.error[0]!
    expect(readFileSync(join(cwd, 'asked'), 'utf8').split('\n').sort()).toEqual(['', '--host a', '--host b', '--list'])
    expect(hostVars(loaded.value.inventory, 'b')).toMatchObject({ n: 'b' })
    expect(hostsOf(loaded.value.inventory, 'g')).toEqual(['b', 'a'])
  })

  test('may warn on its stderr', async () => {
    const source = put('warns', `#!/bin/sh\necho careful >&2\necho '{"g":["h"],"_meta":{"hostvars":{}}}'\n`)

    const loaded = await load([source])

    expect(loaded.ok && loaded.value.warnings).toEqual(['warns: careful'])
  })

  test('that hangs is ended, with all that it started', async () => {
    const source = put('hangs', '#!/bin/sh\necho thinking >&2\nsleep 60 &\nsleep 60\n')

    expect(await problems([source], { scriptTimeoutMs: 300 })).toEqual([
      'hangs:1:1: Inventory script (ROOT/hangs) had not ended after 0.3 seconds: thinking | Run it by hand: hangs --list',
    ])
  })

  test('that fails is told with what it said', async () => {
    const source = put('fails', '#!/bin/sh\necho boom >&2\nexit 3\n')

    expect(await problems([source])).toEqual([
      'fails:1:1: Inventory script (ROOT/fails) had an execution error: boom (exit code 3) | Run it by hand: fails --list',
    ])
  })

  test('that prints no JSON is told with the reason', async () => {
    const [problem] = await problems([put('prints', '#!/bin/sh\necho nope\n')])

    expect(problem).toContain('prints:1:1: failed to parse executable inventory script results from ROOT/prints: ')
    expect(problem).toContain('| See what it prints: prints --list')
  })

  test('that is text without #! is not handed to sh', async () => {
    const name = put('list', 'touch ran\n')
    const { chmodSync, existsSync } = await import('node:fs')
    chmodSync(join(cwd, name), 0o755)

    await problems([name])

    expect(existsSync(join(cwd, 'ran'))).toBe(false)
  })
})

describe('a computed source', () => {
  test.each([
    [
      'an unknown option',
      'plugin: constructed\ngroup: {}\n',
      "c.yml:2:1: the plugin constructed has no option 'group': did you mean 'groups'?",
    ],
    [
      'a list where a map belongs',
      'plugin: constructed\ncompose: [a]\n',
      'c.yml:2:10: Invalid type for compose: it must be a dictionary, and is a list',
    ],
    ['a word where true or false belongs', 'plugin: constructed\nstrict: maybe\n', `c.yml:2:9: 'strict' is "maybe"`],
    [
      'an undefined variable',
      'plugin: constructed\nstrict: true\ncompose:\n  a: nosuch\n',
      "c.yml:4:6: Could not set a for host h: 'nosuch' is undefined",
    ],
    [
      'a lookup',
      'plugin: constructed\nstrict: true\ncompose:\n  a: lookup("env", "HOME")\n',
      'c.yml:4:6: Could not set a for host h: an inventory may not look anything up',
    ],
    [
      'keys that are numbers',
      'plugin: constructed\nkeyed_groups:\n  - key: n\n',
      'c.yml:3:5: Invalid group name format, expected a string or a list of them or dictionary, got: number 1',
    ],
    [
      'layers that explode',
      `plugin: generator\nhosts: {name: "{{ a }}"}\nlayers:\n  a: &l [${'1,'.repeat(400)}1]\n  b: *l\n`,
      'c.yml:5:6: the layers give more than 100,000 hosts',
    ],
    ['a host without a name', 'plugin: generator\nhosts: {}\nlayers: {a: [1]}\n', 'c.yml:2:8: an element has no name'],
  ])('with %s is refused at its place', async (_what, text, expected) => {
    put('h', 'h n=1\n')

    const [problem] = await problems(['h', put('c.yml', text)])

    expect(problem?.split(' | ')[0]).toBe(expected)
  })
})
