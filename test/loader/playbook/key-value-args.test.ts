import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { keyValueArgs } from '../../../src/loader/playbook/key-value-args.ts'

/** What ansible-core 2.14's `parse_kv` answered. */
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, 'key-value-oracle.json'), 'utf8')) as Readonly<
  Record<'freeForm' | 'pairs', Readonly<Record<string, unknown>>>
>
const WORDS = new Set(['creates', 'removes', 'chdir', 'executable', 'stdin', 'stdin_add_newline', 'strip_empty_ends'])

test.each(Object.entries(oracle.freeForm))(
  '%j of a free-form module is taken apart as Ansible does',
  (text, expected) => {
    expect(keyValueArgs(text, WORDS)).toEqual(expected)
  },
)

test.each(Object.entries(oracle.pairs))('%j of another module is taken apart as Ansible does', (text, expected) => {
  expect(keyValueArgs(text)).toEqual(expected)
})

test.each(['a="b', "echo 'x", 'a={{ b'])('%j is not closed', (text) => {
  expect(keyValueArgs(text)).toBeUndefined()
})
