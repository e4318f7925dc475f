import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readToml } from '../../src/text-edit/read-toml.ts'
import { removeTomlKey } from '../../src/text-edit/remove-toml.ts'
import { jsonKeyEdits, setJsonKeys } from '../../src/text-edit/set-json-keys.ts'
import { parseStrictJson } from '../../src/text-edit/strict-json.ts'
import { keyEdit } from '../../src/text-edit/set-toml-key.ts'
import { applyEdits, invertEdits } from '../../src/text-edit/text-edit.ts'
import { parseToml } from '../../src/text-edit/toml-document.ts'
import { jsonChanges, messyJson, messyToml, tomlChange } from './messy-texts.ts'

const RUNS = { numRuns: 200 }

describe('an edit of JSON', () => {
  test('says what was wanted, leaves every other value its bytes, and is undone to the byte', () => {
    fc.assert(
      fc.property(messyJson(), jsonChanges(), (text, changes) => {
        const edits = valueOf(jsonKeyEdits(text, changes))
        const edited = applyEdits(text, edits)

        const before = valueOf(parseStrictJson(text))
        const after = valueOf(parseStrictJson(edited))
        const wanted = Object.entries({ ...before.value, ...changes }).filter(([, value]) => value !== undefined)
        expect(after.value).toEqual(Object.fromEntries(wanted))
        for (const member of before.members.filter(({ key }) => !Object.hasOwn(changes, key))) {
          const same = after.members.find(({ key }) => key === member.key)
          expect(edited.slice(same?.keyOffset, same?.valueEnd)).toBe(text.slice(member.keyOffset, member.valueEnd))
        }
        expect(applyEdits(edited, invertEdits(text, edits))).toBe(text)
      }),
      RUNS,
    )
  })

  test('of a value alone is that value and nothing else', () => {
    fc.assert(
      fc.property(messyJson(), fc.jsonValue({ maxDepth: 1 }), (text, json) => {
        const member = valueOf(parseStrictJson(text)).members[0]
        fc.pre(member !== undefined)

        const edited = valueOf(setJsonKeys(text, { [member.key]: JSON.parse(JSON.stringify(json)) as unknown }))

        expect(edited.startsWith(text.slice(0, member.valueOffset))).toBe(true)
        expect(edited.endsWith(text.slice(member.valueEnd))).toBe(true)
      }),
      RUNS,
    )
  })

  test('that is there already is no edit', () => {
    fc.assert(
      fc.property(messyJson(), (text) => {
        expect(setJsonKeys(text, valueOf(parseStrictJson(text)).value)).toEqual({ ok: true, value: text })
      }),
      RUNS,
    )
  })
})

describe('an edit of TOML', () => {
  test('says what was wanted to two parsers, is one span, and is undone to the byte', () => {
    fc.assert(
      fc.property(messyToml(), tomlChange(), (text, [path, value]) => {
        const edits = valueOf(keyEdit(valueOf(parseToml(text)), path, value))
        const edited = applyEdits(text, edits)

        expect(at(readAsPlainValue(edited), path)).toEqual(value)
        expect(without(readAsPlainValue(edited), path)).toEqual(without(readAsPlainValue(text), path))
        expect(keysOf(edited)).toEqual(expect.arrayContaining(keysOf(text).filter((key) => key !== path.join('\0'))))
        expect(edits.length).toBeLessThanOrEqual(1)
        expect(remarksOf(edited)).toEqual(remarksOf(text))
        expect(applyEdits(edited, invertEdits(text, edits))).toBe(text)
      }),
      RUNS,
    )
  })

  test('that removes a key leaves all others what they are', () => {
    fc.assert(
      fc.property(messyToml(), tomlChange(), (text, [path]) => {
        const edited = valueOf(removeTomlKey(text, path))

        expect(at(readAsPlainValue(edited), path)).toBeUndefined()
        expect(without(readAsPlainValue(edited), path)).toEqual(without(readAsPlainValue(text), path))
      }),
      RUNS,
    )
  })
})

function valueOf<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(`expected a sound text: ${JSON.stringify(result.error)}`)
  return result.value
}

type Table = Record<string, unknown>

function readAsPlainValue(text: string): Table {
  return JSON.parse(JSON.stringify(valueOf(readToml(text)))) as Table
}

function at(table: unknown, [word, ...rest]: readonly string[]): unknown {
  if (word === undefined) return table
  return typeof table === 'object' && table !== null ? at((table as Table)[word], rest) : undefined
}

/** The table without the key, and without tables that hold nothing. */
function without(table: Table, [word = '', ...rest]: readonly string[]): Table {
  const entries = Object.entries(table).flatMap(([key, value]): [string, unknown][] => {
    if (key === word && rest.length === 0) return []
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[key, value]]
    const inner = without(value as Table, key === word ? rest : [])
    return Object.keys(inner).length === 0 ? [] : [[key, inner]]
  })
  return Object.fromEntries(entries)
}

function keysOf(text: string): string[] {
  const { root, tables } = valueOf(parseToml(text))
  return [...root, ...tables.flatMap(({ keys }) => keys)].map(({ path }) => path.join('\0'))
}

/** Remarks on lines of their own: no value of the samples holds one. */
function remarksOf(text: string): string[] {
  return text.replace(/^\uFEFF/, '').match(/^[ \t]*#.*$/gm) ?? []
}
