import { describe, expect, test } from '@jest/globals'
import { formatPosition } from '../../../src/base/source-position.ts'
import type { LongshoreError } from '../../../src/base/longshore-error.ts'
import { UnsafeText } from '../../../src/model/opaque-text.ts'
import { parseYaml } from '../../../src/loader/yaml/parse-yaml.ts'
import { entryOf, toNative, type YamlMap } from '../../../src/loader/yaml/yaml-node.ts'

function native(text: string): unknown {
  const result = parseYaml(text, 'f.yml')
  if (!result.ok) throw result.error[0]!
  return toNative(result.value)
}

function problems(text: string): string[] {
  const result = parseYaml(text, 'f.yml')
  return result.ok ? [] : result.error.map(shown)
}

function shown(error: LongshoreError): string {
  return `${formatPosition(error.at!)}: ${error.message}`
}

describe('parseYaml', () => {
  test.each([
    ['y', 'y'],
    ['n', 'n'],
    ['Y', 'Y'],
    ['N', 'N'],
    ['yes', true],
    ['Off', false],
    ['TRUE', true],
    ['tRUE', 'tRUE'],
    ['0644', 420],
    ['08', '08'],
    ['0o17', '0o17'],
    ['0x1F', 31],
    ['0b11', 3],
    ['1_000', 1000],
    ['-012', -10],
    ['12:30:45', 45045],
    ['-1:30', -90],
    ['1e3', '1e3'],
    ['1.5e+3', 1500],
    ['1.e+3', 1000],
    ['.5', 0.5],
    ['1.10', 1.1],
    ['1:30.5', 90.5],
    ['.inf', Infinity],
    ['-.INF', -Infinity],
    ['2024-01-31', '2024-01-31'],
    ['2024-01-31 10:00:00', '2024-01-31 10:00:00'],
    ['9007199254740993', '9007199254740993'],
    ['~', null],
    ['', null],
    ['null', null],
    ['"yes"', 'yes'],
    ["'0644'", '0644'],
    ['!!str 0644', '0644'],
    ['!!int "12"', 12],
    ['10.0.0.1', '10.0.0.1'],
    ['=', '='],
  ])('reads the scalar %j as PyYAML does', (text, expected) => {
    expect(native(`value: ${text}`)).toEqual({ value: expected })
  })

  test('names keys as JSON would', () => {
    expect(native('{1: a, yes: b, n: c, ~: d, 0644: e}')).toEqual({ 1: 'a', true: 'b', n: 'c', null: 'd', 420: 'e' })
  })

  test('keeps a key named __proto__ as data', () => {
    const value = native('__proto__: {a: 1}') as object

    expect(Object.keys(value)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })

  test('merges maps: its own keys win, then the earlier of a list', () => {
    const text = 'a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {<<: [*a, *b], z: 3}\n'

    expect(native(text)).toMatchObject({ c: { x: 1, y: 1, z: 3 } })
  })

  test('gives the place of every key and value', () => {
    const result = parseYaml('a:\n  - b: 1\n    c: text\n', 'f.yml')

    const list = entryOf((result.ok && result.value) as YamlMap, 'a')!.value
    expect(list).toMatchObject({
      kind: 'list',
      at: { line: 2, column: 3 },
      items: [
        {
          at: { line: 2, column: 5 },
          entries: [
            { key: 'b', keyAt: { line: 2, column: 5 }, value: { value: 1, source: '1', at: { line: 2, column: 8 } } },
            { key: 'c', keyAt: { line: 3, column: 5 }, value: { style: 'plain', at: { line: 3, column: 8 } } },
          ],
        },
      ],
    })
  })

  test('reads an empty file as an empty scalar', () => {
    expect([native(''), native('# only a comment\n'), native('---\n')]).toEqual([null, null, null])
  })

  test('reads what !unsafe stands before as data, all texts inside included', () => {
    expect(native('a: !unsafe "{{ x }}"\nb: !unsafe [1, "{{ y }}", {k: "{{ z }}"}]\n')).toEqual({
      a: new UnsafeText('{{ x }}'),
      b: [1, new UnsafeText('{{ y }}'), { k: new UnsafeText('{{ z }}') }],
    })
  })

  test('reads block scalars, CRLF and a byte order mark', () => {
    expect(native('\ufeffa: |\r\n  one\r\n  two\r\nb: >-\r\n  x\r\n  y\r\n')).toEqual({ a: 'one\ntwo\n', b: 'x y' })
  })

  test.each([
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', "f.yml:3:1: the key 'a' is written twice, first in line 1"],
    ['a duplicate key of another type', '{1: a, "1": b}', "f.yml:1:8: the key '1' is written twice, first in line 1"],
    ['a tab', 'a:\n\tb: 1\n', 'f.yml:2:1: a tab is used as indentation: YAML allows spaces only'],
    ['a vault map', 'a: !vault {}\n', 'f.yml:1:11: !vault is for text alone'],
    ['an unknown tag', 'a: !foo {}', 'f.yml:1:9: the tag !foo is not known'],
    ['a Python tag', 'a: !!python/name:os.system x', 'f.yml:1:28: the tag !!python/name:os.system is not known'],
    ['an unquoted template', 'a: {{ x }}\n', 'f.yml:1:5: a map cannot be a key'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'f.yml:2:1: a second YAML document begins here'],
    ['an alias without anchor', 'a: *x\n', "f.yml:1:4: the alias '*x' has no anchor before it"],
    ['an alias inside its anchor', 'a: &x [*x]\n', "f.yml:1:8: the alias '*x' is inside its own anchor"],
    ['a merge of a scalar', '<<: 1\n', "f.yml:1:1: the value of '<<' is not a map"],
    ['a NUL', 'a: \0\n', 'f.yml:1:4: f.yml is not a text file: it holds the control character 0x00'],
    ['an open quote', 'a: "x\nb: 1\n', 'f.yml:3:1: not valid YAML: missing closing "quote'],
    [
      'an open bracket',
      'a: [1, 2\nb: 1\n',
      'f.yml:2:1: not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a second colon', 'a: b: c\n', "f.yml:1:4: a second ': ' in one line"],
    ['a wrong tag value', 'a: !!int x', 'f.yml:1:10: the value does not fit its tag !!int'],
  ])('refuses %s, with its place', (_what, text, expected) => {
    expect(problems(text)[0]).toBe(expected)
  })

  test('reports every problem of a file', () => {
    expect(problems('a: 1\na: 2\nb: !foo 1\nc: *x\n')).toEqual([
      "f.yml:2:1: the key 'a' is written twice, first in line 1",
      'f.yml:3:9: the tag !foo is not known',
      "f.yml:4:4: the alias '*x' has no anchor before it",
    ])
  })

  test('refuses aliases that multiply', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) =>
        `l${i}: &l${i} [${Array(10)
          .fill(i === 0 ? 'x' : `*l${i - 1}`)
          .join(', ')}]`,
    )

    expect(problems(levels.join('\n'))[0]).toBe('f.yml:7:9: its aliases stand for more than 2 million values')
  })

  test('shows the line of a playbook with a caret, and no value that looks secret', () => {
    const result = parseYaml('a: 1\npassword: !foo hunter2\n', 'p.yml', 'PLAYBOOK_INVALID')

    expect(!result.ok && result.error[0]).toMatchObject({
      code: 'PLAYBOOK_INVALID',
      message: 'the tag !foo is not known\n  2 | password: ********\n    |                ^',
    })
  })
})
