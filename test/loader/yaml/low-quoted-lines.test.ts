import { describe, expect, test } from '@jest/globals'
import { formatPosition } from '../../../src/base/source-position.ts'
import { parseYaml } from '../../../src/loader/yaml/parse-yaml.ts'
import { entryOf, toNative, type YamlMap } from '../../../src/loader/yaml/yaml-node.ts'

function read(text: string) {
  const result = parseYaml(text, 'f.yml')
  if (!result.ok) throw result.error[0]!
  return result.value
}

/** What PyYAML gives for each. */
describe('a quoted scalar that goes on at a lower indentation than its key', () => {
  test.each<[string, unknown]>([
    ['a:\n  b: "one\n two"\n', { a: { b: 'one two' } }],
    ['a:\n  b: "one\ntwo"\nc: x\n', { a: { b: 'one two' }, c: 'x' }],
    ['a: "x\ny"\n', { a: 'x y' }],
    ["- a: \"x\n y\"\n  z: 'p\n\n  q''s'\n", [{ a: 'x y', z: "p\nq's" }]],
    [
      '- a: \'x\ny\'\n- b: "l\\\n  m\\"\nn" # c\n- "it\'s": \'say "\n"\'\n',
      [{ a: 'x y' }, { b: 'lm" n' }, { "it's": 'say " "' }],
    ],
    ['f: {a: "x\ny", b: [z, \'q\n r\']}\n', { f: { a: 'x y', b: ['z', 'q r'] } }],
    ['a: b"c\nd: "e\nf"\n', { a: 'b"c', d: 'e f' }],
    ['a: |\n  "x\n  y\nb: "k\nl"\n', { a: '"x\ny\n', b: 'k l' }],
    ["# \"c\na: 'p\nq' \nb: it's\n", { a: 'p q', b: "it's" }],
    ['a:\r\n  b: "one\r\n two"\r\nc: x\r\n', { a: { b: 'one two' }, c: 'x' }],
    ['a:\n - b: "x\ny"\n   c: {d: "\\x41\nq"}\n', { a: [{ b: 'x y', c: { d: 'A q' } }] }],
  ])('is read: %j', (text, value) => {
    expect(toNative(read(text))).toEqual(value)
  })

  test('leaves every place as it is in the file', () => {
    const root = read('a:\n  b: "one\n two"\n  c: "p\nq"\nd: x\n') as YamlMap

    expect(formatPosition(entryOf(root, 'd')!.value.at)).toBe('f.yml:6:4')
    expect(formatPosition(entryOf(entryOf(root, 'a')!.value as YamlMap, 'c')!.value.at)).toBe('f.yml:4:6')
  })

  test.each([
    ['a: "x\n---\ny"\n', 'f.yml:1:6: not valid YAML: missing closing "quote'],
    ['a: "never\nclosed\n', 'f.yml:3:1: not valid YAML: missing closing "quote'],
    ['"k\nl": x\n', 'f.yml:1:1: not valid YAML: implicit keys need to be on a single line'],
    ['a: "x\ny" z\n', 'f.yml:2:4: not valid YAML: unexpected scalar at node end'],
  ])('is refused with its place where PyYAML refuses it, too: %j', (text, problem) => {
    const result = parseYaml(text, 'f.yml')

    expect(result.ok ? [] : result.error.map(({ at, message }) => `${formatPosition(at!)}: ${message}`)).toEqual([
      problem,
    ])
  })
})
