import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { loadExtraVars } from '../../src/loader/extra-vars.ts'
import { loadListedVars, loadVarsFile } from '../../src/loader/vars-files.ts'
import type { LongshoreError } from '../../src/base/longshore-error.ts'
import type { Result } from '../../src/base/result.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-vars-'))
  await writeFile(join(folder, 'v.yml'), 'a: 1\nlist: [yes, 0644]\n')
  await writeFile(join(folder, 'v.json'), '{"a": {"b": null}}')
  await writeFile(join(folder, 'empty.yml'), '')
  await writeFile(join(folder, 'list.yml'), '- a\n')
  await writeFile(join(folder, 'maps.yml'), '- a: 1\n  b: 1\n- b: 2\n')
  await writeFile(join(folder, 'twice.yml'), 'a: 1\na: 2\n')
  await writeFile(join(folder, 'name.yml'), 'fine: 1\na-b: 2\n')
  await writeFile(join(folder, 'vault.yml'), '$ANSIBLE_VAULT;1.1;AES256\n00\n')
})

afterAll(() => rm(folder, { recursive: true }))

function outcome(result: Result<unknown, readonly LongshoreError[]>): unknown {
  if (result.ok) return result.value
  return result.error.map((error) => `${error.at?.line ?? ''}:${error.at?.column ?? ''} ${error.message}`)
}

describe('loadVarsFile', () => {
  test.each([
    ['v.yml', { a: 1, list: [true, 420] }],
    ['v.json', { a: { b: null } }],
    ['empty.yml', {}],
    ['none.yml', [': none.yml cannot be read: no such file']],
    ['list.yml', ['1:1 list.yml must be stored as a dictionary/hash']],
    ['twice.yml', ["2:1 the key 'a' is written twice, first in line 1"]],
    ['name.yml', ["2:1 'a-b' cannot be the name of a variable"]],
    ['vault.yml', ['1:1 vault.yml cannot be decrypted: it is cut short or damaged']],
  ])('%s', async (name, expected) => {
    const loaded = await loadVarsFile(join(folder, name), name)

    expect(outcome(loaded)).toEqual(expected)
  })
})

describe('loadExtraVars', () => {
  test.each<[readonly string[], unknown]>([
    [['a=1'], { a: '1' }],
    [['a=1 b=\'v 2\' c="x=y"'], { a: '1', b: 'v 2', c: 'x=y' }],
    [['{"a": 1, "b": [true]}'], { a: 1, b: [true] }],
    [['{a: 1, b: {c: yes}}'], { a: 1, b: { c: true } }],
    [['@v.yml', 'a=2'], { a: '2', list: [true, 420] }],
    [['a=1', '@v.yml'], { a: 1, list: [true, 420] }],
    [[''], {}],
    [['path={{ base }}/x'], { path: '{{ base }}/x' }],
  ])('%j', async (given, expected) => {
    const loaded = await loadExtraVars(given, { cwd: folder })

    expect(outcome(loaded)).toEqual(expected)
  })

  test.each<[string, unknown]>([
    ['a', ': --extra-vars: a word in it is not name=value'],
    ["a='b", ': --extra-vars: a quote or a brace is not closed'],
    ['a-b=1', ": --extra-vars: 'a-b' cannot be the name of a variable"],
    ['[1, 2]', ': Invalid extra vars data supplied. --extra-vars could not be made into a dictionary'],
    ['@empty.yml', expect.stringContaining('could not be made into a dictionary')],
    ['{a: 1', '1:6 not valid YAML: flow map must end with a }'],
    ['@none.yml', expect.stringMatching(/Unable to retrieve file contents\nCould not find or access '.*none.yml'/)],
  ])('%j is refused', async (given, problem) => {
    const loaded = await loadExtraVars([given], { cwd: folder })

    expect(outcome(loaded)).toEqual([problem])
  })

  test('a secret value is in no error text', async () => {
    const loaded = await loadExtraVars(['password=my hunter2'], { cwd: folder })

    expect(JSON.stringify(outcome(loaded))).not.toContain('hunter2')
  })

  test('a file without @ is hinted at', async () => {
    const loaded = await loadExtraVars(['./v.yml'], { cwd: folder })

    expect(loaded).toMatchObject({ error: [{ hint: 'A file has to have an @ before its name: -e @FILE' }] })
  })
})

describe('a file of vars_files may hold a list of maps', () => {
  test.each([
    ['v.yml', { a: 1, list: [true, 420] }],
    ['empty.yml', {}],
    ['maps.yml', { a: 1, b: 2 }],
    [
      'list.yml',
      [
        '1:3 variable files must contain either a dictionary of variables, or a list of dictionaries. list.yml has a string',
      ],
    ],
  ])('%s', async (name, expected) => {
    const result = outcome(await loadListedVars(join(folder, name)))
    expect(JSON.parse(JSON.stringify(result).replaceAll(`${folder}/`, ''))).toEqual(expected)
  })
})
