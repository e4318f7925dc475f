import { describe, expect, test } from '@jest/globals'
import { readToml } from '../../src/text-edit/read-toml.ts'

describe('readToml', () => {
  test('takes what editors on Windows leave: CRLF after a comment, a byte order mark', () => {
    expect(readToml('\uFEFF# who wrote this\r\nversion = 2 # and why\r\n')).toEqual({ ok: true, value: { version: 2 } })
  })

  test.each([
    ['a value that is none', 'version = 2\nroot = /var\n', 2],
    ['a key that is there twice', 'version = 2\nversion = 3\n', 2],
    ['a table over a value', 'a = 1\n\n[a.b]\n', 3],
  ])('says where %s stands', (_what, text, line) => {
    expect(readToml(text)).toMatchObject({ ok: false, error: { kind: 'syntax', line } })
  })
})
