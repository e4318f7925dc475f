import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { removeTomlTable } from '../../src/text-edit/remove-toml.ts'
import { keyEdit, setTomlKey } from '../../src/text-edit/set-toml-key.ts'
import { applyEdits, invertEdits } from '../../src/text-edit/text-edit.ts'
import { parseToml } from '../../src/text-edit/toml-document.ts'

const CRI = ['plugins', 'io.containerd.grpc.v1.cri', 'registry', 'config_path']
const DEBIAN = `version = 2

[plugins]
  [plugins."io.containerd.grpc.v1.cri"]
    [plugins."io.containerd.grpc.v1.cri".cni]
      bin_dir = "/usr/lib/cni"
  [plugins."io.containerd.internal.v1.opt"]
    path = "/var/lib/containerd/opt"
`

describe('setTomlKey', () => {
  test('adds a table beside those it shares most with, indented like them', () => {
    expect(setTomlKey(DEBIAN, CRI, '/c')).toEqual({
      ok: true,
      value: DEBIAN.replace(
        'bin_dir = "/usr/lib/cni"\n',
        'bin_dir = "/usr/lib/cni"\n\n    [plugins."io.containerd.grpc.v1.cri".registry]\n      config_path = "/c"\n',
      ),
    })
  })

  test.each([
    ['replaces a value and keeps its comment', '[a]\nk = "x" # why\n', '[a]\nk = "new" # why\n'],
    ['adds to a table that is there', '[a]\nj = 1 # one\n[b]\n', '[a]\nj = 1 # one\nk = "new"\n[b]\n'],
    ['adds a table at the end', 'v = 1\n', 'v = 1\n\n[a]\nk = "new"\n'],
    ['adds beside dotted keys', 'a.j = 1\n', 'a.j = 1\na.k = "new"\n'],
    ['keeps CRLF', '[a]\r\nj = 1\r\n', '[a]\r\nj = 1\r\nk = "new"\r\n'],
  ])('%s', (_situation, text, expected) => {
    expect(setTomlKey(text, ['a', 'k'], 'new')).toEqual({ ok: true, value: expected })
  })

  test('refuses a path through an inline table, and says where it is', () => {
    expect(setTomlKey('v = 1\na = { j = 1 }\n', ['a', 'k'], 'new')).toMatchObject({
      ok: false,
      error: { line: 2, column: 1, message: 'a.k cannot be set: a is written as an inline table' },
    })
  })

  test('gives the same bytes back when its edit is inverted', () => {
    const value = fc.string({ maxLength: 20 })
    fc.assert(
      fc.property(fc.constantFrom(DEBIAN, DEBIAN.replaceAll('\n', '\r\n'), 'a = 1\n', ''), value, (text, wanted) => {
        const document = parseToml(text)
        if (!document.ok) throw new Error('the sample is TOML')

        const edits = keyEdit(document.value, CRI, wanted)

        if (!edits.ok) throw new Error('the path is free')
        const edited = applyEdits(text, edits.value)
        expect(parseToml(edited)).toMatchObject({ ok: true })
        expect(applyEdits(edited, invertEdits(text, edits.value))).toBe(text)
      }),
      { numRuns: 100 },
    )
  })
})

test('removeTomlTable takes a table, those below it and its comment, and nothing else', () => {
  const text = '[a]\nx = 1\n\n# about b\n[a.b]\ny = 1\n[a.b.c]\nz = 1\n\n[d]\nw = 1\n'

  expect(removeTomlTable(text, ['a', 'b'])).toEqual({ ok: true, value: '[a]\nx = 1\n\n[d]\nw = 1\n' })
})
