import { describe, expect, test } from '@jest/globals'
import { resolveMode } from '../../../src/modules/module-utils/resolve-mode.ts'
import { splitWords } from '../../../src/modules/module-utils/split-words.ts'

describe('resolveMode', () => {
  test.each([
    [0o640, 0o777, false, 0o640],
    ['u=rw,g=r,o=', 0o777, false, 0o640],
    ['+x', 0o644, false, 0o755],
    ['+w', 0o444, false, 0o644],
    ['a+w', 0o444, false, 0o666],
    ['a+X', 0o644, false, 0o644],
    ['a+X', 0o744, false, 0o755],
    ['go=rX', 0o700, true, 0o755],
    ['u+s,g+s,+t', 0o755, false, 0o7755],
    ['o=g', 0o640, false, 0o644],
    ['ug-w,o-rwx', 0o666, false, 0o440],
  ])('applies %s to %o', (mode, current, isDirectory, expected) => {
    expect(resolveMode(mode, current, isDirectory)).toBe(expected)
  })
})

describe('splitWords', () => {
  test.each([
    [`a "b c" 'd "e'`, ['a', 'b c', 'd "e']],
    [`a\\ b "c\\"d" '\\'`, ['a b', 'c"d', '\\']],
    [`x='1 2'y ""`, ['x=1 2y', '']],
    ['  ', []],
  ])('splits %s', (text, words) => {
    expect(splitWords(text)).toEqual({ ok: true, value: words })
  })

  test('refuses a quote that is never closed', () => {
    expect(splitWords('a "b')).toEqual({ ok: false, error: 'the " at character 3 is never closed' })
  })
})
