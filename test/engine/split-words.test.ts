import { expect, test } from '@jest/globals'
import { splitWords } from '../../src/engine/split-words.ts'

test.each([
  [
    '-o UserKnownHostsFile=/a -o StrictHostKeyChecking=yes',
    ['-o', 'UserKnownHostsFile=/a', '-o', 'StrictHostKeyChecking=yes'],
  ],
  [`-o ProxyCommand="ssh -W %h:%p 'jump host'"`, ['-o', "ProxyCommand=ssh -W %h:%p 'jump host'"]],
  ['a\\ b  c', ['a b', 'c']],
  ["'' x", ['', 'x']],
  ['', []],
])('splits %s as a shell does', (text, words) => {
  expect(splitWords(text)).toEqual(words)
})
