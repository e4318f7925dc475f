import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Secret } from '../../../src/base/secret.ts'
import { printable } from '../../../src/cli/reporters/printable.ts'
import { valueText } from '../../../src/cli/reporters/value-text.ts'

describe('printable', () => {
  test.each([
    ['plain text\tand\nlines', 'plain text\tand\nlines'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;a new title\u0007text', 'text'],
    ['\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['progress 10%\rprogress 20%', 'progress 10%progress 20%'],
    ['dos\r\nlines\r\n', 'dos\nlines\n'],
    ['bell\u0007 back\b delete\u007f c1\u009b2J', 'bell back delete c12J'],
    ['a\u202eb', 'ab'],
    ['größer ✓ 日本', 'größer ✓ 日本'],
  ])('makes %j into %j', (text, expected) => {
    expect(printable(text)).toBe(expected)
  })

  test('never lets a control character through, however text is cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\u001b', '[', ']', '3', 'm', '\u0007', '\\', 'a', '\n') }),
        (text) => {
          expect(printable(text)).not.toContain('\u001b')
          expect(printable(text)).not.toContain('\u0007')
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('valueText', () => {
  test('prints maps and lists by indentation', () => {
    const value = { name: 'g1', mirrors: ['http://a', 'http://b'], os: { family: 'Debian', empty: {} }, none: [] }

    expect(valueText(value)).toBe(
      [
        'name: g1',
        'mirrors:',
        '  - http://a',
        '  - http://b',
        'os:',
        '  family: Debian',
        '  empty: {}',
        'none: []',
      ].join('\n'),
    )
  })

  test('prints text of several lines as lines', () => {
    expect(valueText({ stdout: 'one\ntwo\n', rc: 0, msg: '' })).toBe("stdout: |\n  one\n  two\nrc: 0\nmsg: ''")
  })

  test('prints lists of maps and of lists', () => {
    expect(valueText([{ a: 1, b: 2 }, [1, 2], null, true])).toBe('- a: 1\n  b: 2\n- - 1\n  - 2\n- null\n- true')
  })

  test.each([
    ['text', 'text'],
    [42, '42'],
    [undefined, 'null'],
    [new Secret('x'), '[secret]'],
    [{ a: { b: 1 } }, 'a:\n  b: 1'],
    [{ a: ['only'] }, 'a:\n  - only'],
  ])('prints %p as %j', (value, expected) => {
    expect(valueText(value)).toBe(expected)
  })
})
