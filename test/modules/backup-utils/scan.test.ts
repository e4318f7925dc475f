import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parseScan, type Scanned } from '../../../src/modules/backup-utils/scan.ts'
import { SCAN } from '../../../src/modules/backup-utils/scan-script.ts'
import { masked, secretView } from '../../../src/modules/backup-utils/secret-view.ts'

/** The script as a host runs it, with a containerd that has these imports. */
function scanned(patterns: readonly string[], room = 1000, imports = "['/etc/containerd/config.toml']") {
  const bin = mkdtempSync(join(tmpdir(), 'longshore-bin-'))
  writeFileSync(join(bin, 'containerd'), `#!/bin/sh\necho "imports = ${imports}"\n`)
  chmodSync(join(bin, 'containerd'), 0o755)
  const { status, stdout, stderr } = spawnSync('sh', ['-c', SCAN, 'sh', String(room), ...patterns], {
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
  })
  const result = parseScan({ exitCode: status ?? 1, stdout, stderr, truncated: false }, room)
  if (!result.ok) throw result.error
  return result.value
}

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'longshore-scan-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

const brief = (found: readonly Scanned[], root: string) =>
  found.map(({ path, kind, content, target }) => [path.replace(root, ''), kind, content?.toString() ?? target])

describe('the look at the configuration', () => {
  test('has names with blanks, bars and quotes, and empty files, in order', () => {
    const root = folder({ 'b c|d': 'one\n', 'a\'"\\': '', 'z/y': 'no newline' })
    expect(brief(scanned([root]), root)).toEqual([
      ['', 'folder', ''],
      ['/a\'"\\', 'file', ''],
      ['/b c|d', 'file', 'one\n'],
      ['/z', 'folder', ''],
      ['/z/y', 'file', 'no newline'],
    ])
  })

  test('follows links to files, and knows what leads nowhere', () => {
    const root = folder({ 'tree/own': '1', 'elsewhere/ca.pem': 'ca' })
    symlinkSync('../elsewhere/ca.pem', join(root, 'tree/ca.crt'))
    symlinkSync('gone', join(root, 'tree/dangling'))
    expect(brief(scanned([`${root}/tree`]), root)).toEqual([
      ['/elsewhere/ca.pem', 'file', 'ca'],
      ['/tree', 'folder', ''],
      ['/tree/ca.crt', 'link', '../elsewhere/ca.pem'],
      ['/tree/dangling', 'link', 'gone'],
      ['/tree/own', 'file', '1'],
    ])
  })

  test('sends what fits, and only tells of the rest', () => {
    const root = folder({ a: 'x'.repeat(60), b: 'y'.repeat(60), c: 'z' })
    const found = scanned([`${root}/*`], 100)
    expect(found.map(({ size, content }) => [size, content?.length])).toEqual([
      [60, 60],
      [60, undefined],
      [1, 1],
    ])
  })

  test('has the files that containerd imports from elsewhere', () => {
    const root = folder({ 'more/one.toml': '1', 'more/two.toml': '2', 'last.toml': '3' })
    const found = scanned([], 1000, `["${root}/more/*.toml", '${root}/last.toml']`)
    expect(brief(found, root).filter(([path]) => !path?.startsWith('/etc/'))).toEqual([
      ['/last.toml', 'file', '3'],
      ['/more/one.toml', 'file', '1'],
      ['/more/two.toml', 'file', '2'],
    ])
  })
})

describe('what is secret', () => {
  test.each([
    ['/x/hosts.toml', '[host."https://m".header]\n  Authorization = ["Bearer abc"]\n', 'Authorization = ["***"]'],
    ['/x/registries.yaml', 'configs:\n  r:\n    auth:\n      password: hunter2\n', 'password: ***'],
    ['/x/client.key', 'anything', undefined],
    ['/x/both.pem', '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n', '***'],
  ])('%s is, and shows the rest', (path, text, shown) => {
    const view = secretView(path, Buffer.from(text), false)
    expect(view).toBeDefined()
    if (shown === undefined) expect(view?.masked).toBeUndefined()
    else expect(view?.masked).toContain(shown)
    expect(view?.masked ?? '').not.toMatch(/Bearer|hunter2|^abc/m)
  })

  test('a file that is marked shows its names alone', () => {
    const text = '{"auths": {"r": {"auth": "abc"}}, "HttpHeaders": {"X-Key": "def"}, "count": 7}'
    expect(JSON.parse(secretView('/c.json', Buffer.from(text), true)?.masked ?? '')).toEqual({
      auths: { r: { auth: '***' } },
      HttpHeaders: { 'X-Key': '***' },
      count: '***',
    })
    expect(secretView('/c.bin', Buffer.from([0, 1]), true)).toEqual({ masked: undefined })
  })

  test('an ordinary file is none', () => {
    expect(secretView('/etc/docker/daemon.json', Buffer.from('{"registry-mirrors": []}'), false)).toBeUndefined()
    expect(masked('plain = "text"\n')).toBe('plain = "text"\n')
  })
})
