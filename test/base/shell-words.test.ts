import { describe, expect, test } from '@jest/globals'
import { shellWords, splitWords } from '../../src/base/shell-words.ts'

describe('splitWords', () => {
  test.each([
    [`a "b c" 'd "e'`, ['a', 'b c', 'd "e']],
    [`a\\ b "c\\"d" '\\'`, ['a b', 'c"d', '\\']],
    [`x='1 2'y ""`, ['x=1 2y', '']],
    ['  ', []],
    ['a=b#c d', ['a=b#c', 'd']],
    [`"a\\nb"`, ['a\\nb']],
    [
      '-o UserKnownHostsFile=/a -o StrictHostKeyChecking=yes',
      ['-o', 'UserKnownHostsFile=/a', '-o', 'StrictHostKeyChecking=yes'],
    ],
  ])('splits %j as shlex does', (text, words) => {
    expect(splitWords(text)).toEqual({ ok: true, value: words })
  })

  test.each([
    ['a "b', 'a quote is not closed'],
    ['a b\\', 'nothing follows the backslash'],
  ])('refuses %j', (text, error) => {
    expect(splitWords(text)).toEqual({ ok: false, error })
  })
})

test('a comment ends the line where lines have comments, and words know their column', () => {
  const words = shellWords('a  "b c"#d e', { comments: true })

  expect(words).toEqual({
    ok: true,
    value: [
      { text: 'a', column: 1 },
      { text: 'b c', column: 4 },
    ],
  })
})
