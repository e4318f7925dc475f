import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { jsonKeyEdits, setJsonKeys, type JsonChanges } from '../../src/text-edit/set-json-keys.ts'
import { applyEdits, invertEdits } from '../../src/text-edit/text-edit.ts'

describe('setJsonKeys', () => {
  test.each<[string, string, JsonChanges, string]>([
    ['an empty text', '', { a: 1 }, '{\n  "a": 1\n}\n'],
    ['an empty object', '{}', { a: 1 }, '{\n  "a": 1\n}'],
    ['an object on one line', '{"b":1}', { a: [1, 2] }, '{"b":1,"a":[1,2]}'],
    ['a spaced object on one line', '{"b": 1}', { a: ['x'] }, '{"b": 1, "a": ["x"]}'],
    ['tabs', '{\n\t"b": 1\n}\n', { a: true }, '{\n\t"b": 1,\n\t"a": true\n}\n'],
    ['CRLF', '{\r\n  "b": 1\r\n}\r\n', { a: 1 }, '{\r\n  "b": 1,\r\n  "a": 1\r\n}\r\n'],
    ['a byte order mark', '\uFEFF{\n  "b": 1\n}', { b: 2 }, '\uFEFF{\n  "b": 2\n}'],
    ['no newline at the end', '{\n    "b": 1\n}', { a: 1 }, '{\n    "b": 1,\n    "a": 1\n}'],
    ['a key in the middle', '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', { b: undefined }, '{\n  "a": 1,\n  "c": 3\n}'],
    ['the last key', '{\n  "a": 1,\n  "b": 2\n}', { b: undefined }, '{\n  "a": 1\n}'],
    ['one key for another', '{\n  "a": 1\n}', { a: undefined, b: 2 }, '{\n  "b": 2\n}'],
    ['a value that is there', '{ "a" :  [ 1 ] }', { a: [1] }, '{ "a" :  [ 1 ] }'],
  ])('keeps everything else for %s', (_situation, text, changes, expected) => {
    expect(setJsonKeys(text, changes)).toEqual({ ok: true, value: expected })
  })

  test.each([
    ['a duplicate key', '{\n  "a": 1,\n  "a": 2\n}', 3, 3, 'the key "a" is there twice: readers take the last one'],
    ['a comment', '{\n  // x\n  "a": 1\n}', 2, 3, 'JSON has no comments'],
    ['a trailing comma', '{\n  "a": 1,\n}', 2, 9, 'JSON has no comma after the last entry'],
    ['a second object', '{}\n{}', 2, 1, 'there is more text after the closing brace'],
    ['a missing brace', '{"a": 1', 1, 8, 'the closing } is missing'],
    ['a list', '[1]', 1, 1, 'expected an object in { }'],
  ])('refuses %s and says where', (_situation, text, line, column, message) => {
    expect(setJsonKeys(text, { b: 1 })).toMatchObject({ ok: false, error: [{ line, column, message }] })
  })

  test('changes what was asked for and nothing else, and its inverse gives the same bytes back', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'registry-mirrors', 'x"y')
    const value = fc.jsonValue({ maxDepth: 2 }).map((json): unknown => JSON.parse(JSON.stringify(json)))
    const shape = fc.constantFrom<[number | string, string]>([2, '\n'], ['\t', '\r\n'], [0, '\n'], [4, '\n'])
    fc.assert(
      fc.property(
        fc.dictionary(key, value),
        fc.dictionary(key, fc.option(value, { nil: undefined })),
        shape,
        (before, changes, [indent, eol]) => {
          const text = JSON.stringify(before, null, indent).replaceAll('\n', eol)

          const edits = jsonKeyEdits(text, changes)

          if (!edits.ok) throw new Error('a JSON text is editable')
          const edited = applyEdits(text, edits.value)
          const wanted = Object.fromEntries(
            Object.entries({ ...before, ...changes }).filter(([, item]) => item !== undefined),
          )
          expect(JSON.parse(edited)).toEqual(wanted)
          expect(applyEdits(edited, invertEdits(text, edits.value))).toBe(text)
        },
      ),
      { numRuns: 200 },
    )
  })
})
