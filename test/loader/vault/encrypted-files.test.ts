import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { LongshoreError } from '../../../src/base/longshore-error.ts'
import type { Result } from '../../../src/base/result.ts'
import { Secret } from '../../../src/base/secret.ts'
import { loadExtraVars } from '../../../src/loader/extra-vars.ts'
import { loadInventory } from '../../../src/loader/inventory/load-inventory.ts'
import { loadPlaybook } from '../../../src/loader/playbook/load-playbook.ts'
import { loadVarsFile } from '../../../src/loader/vars-files.ts'
import { seal, Vault, type VaultSecret } from '../../../src/loader/vault/vault.ts'
import { toNative } from '../../../src/loader/yaml/yaml-node.ts'
import { parseYaml } from '../../../src/loader/yaml/parse-yaml.ts'
import { toYaml } from '../../../src/loader/yaml/to-yaml.ts'
import type { EncryptedText } from '../../../src/model/encrypted-text.ts'
import { builtinModules } from '../../../src/modules/index.ts'

const SECRET: VaultSecret = { id: 'lab', password: new Secret('pw') }
const VAULT = new Vault([SECRET])
const PLAIN = 'geheim-7f3a'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-encrypted-'))
})

afterAll(() => rm(folder, { recursive: true }))

async function encrypted(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, seal(Buffer.from(text), SECRET))
  return path
}

/** Everything that a person could be shown of the problems. */
function wordsOf(result: Result<unknown, readonly LongshoreError[]>): string {
  if (result.ok) return ''
  return result.error.map((error) => [error.message, error.hint, String(error.cause)].join(' ')).join('\n')
}

describe('an encrypted file', () => {
  test('of variables is read, also after @', async () => {
    const path = await encrypted('v.yml', 'a: 1\n')

    expect(await loadVarsFile(path, 'v.yml', VAULT)).toEqual({ ok: true, value: { a: 1 } })
    expect(await loadExtraVars([`@${path}`], { cwd: folder, vault: VAULT })).toEqual({ ok: true, value: { a: 1 } })
  })

  test.each([
    ['h.ini', '[web]\nw1 port=80\n'],
    ['h.yml', 'web: {hosts: {w1: {port: 80}}}\n'],
  ])('is an inventory: %s', async (name, text) => {
    const path = await encrypted(name, text)

    const loaded = await loadInventory([path], { cwd: folder, varsDirs: [], vault: VAULT })

    expect(loaded.ok && loaded.value.inventory.hosts.get('w1')?.vars).toMatchObject({ port: 80 })
  })

  test('is a playbook', async () => {
    const path = await encrypted('p.yml', '- hosts: all\n  tasks: [{ping: }]\n')

    const loaded = await loadPlaybook(path, builtinModules(), { vault: VAULT })

    expect(loaded.ok && loaded.value.plays).toHaveLength(1)
  })

  test.each([
    ['broken.yml', `password: "${PLAIN}\n`],
    ['twice.yml', `${PLAIN}: 1\n${PLAIN}: 2\n`],
    ['list.yml', `- ${PLAIN}\n`],
    ['name.yml', `${PLAIN}: 1\n`],
    ['alias.yml', `a: *${PLAIN}\n`],
    ['control.yml', `a: ${PLAIN}\u0001\n`],
  ])('with a mistake inside shows none of its text: %s', async (name, text) => {
    const path = await encrypted(name, text)

    const loaded = [
      await loadVarsFile(path, name, VAULT),
      await loadPlaybook(path, builtinModules(), { vault: VAULT }),
      await loadInventory([path], { cwd: folder, varsDirs: [], vault: VAULT }),
    ]

    expect(loaded[0]).toMatchObject({
      ok: false,
      error: [{ message: `the decrypted text of ${name} is not right here; it is not shown, as it is secret` }],
    })
    expect(loaded.map(wordsOf).join('\n')).not.toContain(PLAIN)
  })
})

describe('a !vault value', () => {
  const text = `a: !vault |\n${seal(Buffer.from(PLAIN), SECRET).replaceAll(/^(?=.)/gm, '  ')}`
  const value = () => {
    const parsed = parseYaml(text, 'f.yml', 'VARS_INVALID', VAULT)
    if (!parsed.ok) throw new Error(wordsOf(parsed))
    return toNative(parsed.value) as { readonly a: EncryptedText }
  }

  test('is opened when it is asked for', () => {
    expect(value().a.open()).toEqual({ ok: true, value: PLAIN })
  })

  test('is written as text, JSON and YAML without its plain text', () => {
    const { a } = value()

    expect(String(a)).toBe('[encrypted]')
    expect(JSON.parse(JSON.stringify(a))).toEqual({ __ansible_vault: a.envelope })
    expect(toYaml({ a })).toBe(text)
  })

  test('of bytes that are no text is refused when it is asked for', () => {
    const binary = `a: !vault |\n${seal(Buffer.from([0xff]), SECRET).replaceAll(/^(?=.)/gm, '  ')}`
    const parsed = parseYaml(binary, 'f.yml', 'VARS_INVALID', VAULT)

    const { a } = (parsed.ok ? toNative(parsed.value) : {}) as { readonly a: EncryptedText }

    expect(a.open()).toMatchObject({ error: { message: 'what a !vault value holds decrypted is not UTF-8 text' } })
  })

  test.each(['when', 'name', 'become', 'tags'])('cannot be the keyword %s', async (keyword) => {
    const path = join(folder, `${keyword}.yml`)
    const envelope = seal(Buffer.from(PLAIN), SECRET).replaceAll(/^(?=.)/gm, '          ')
    await writeFile(path, `- hosts: all\n  tasks:\n    - ping:\n      ${keyword}: !vault |\n${envelope}`)

    const loaded = await loadPlaybook(path, builtinModules(), { vault: VAULT })

    expect(loaded).toMatchObject({
      ok: false,
      error: [{ message: expect.stringContaining('found an encrypted value') }],
    })
  })
})
