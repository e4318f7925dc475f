import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { pathMatcher } from '../../../src/modules/backup-utils/path-patterns.ts'

const NAMES = [
  'a',
  'b',
  'ab',
  'x.y',
  'xzy',
  '[::1]:5000',
  ':',
  '1',
  '[x',
  'a]',
  'a-b',
  '^',
  'a^',
  '(a)',
  'a+',
  '$',
  '{b}',
]

test.each([
  ...[
    '*',
    '?',
    'a*',
    '??',
    '[ab]',
    '[!a]',
    '[^a]',
    '[a-b]',
    '[]a]*',
    'x.y',
    '[::1]:5000',
    '[::1]',
    '[::1]*',
    '[x',
    'a]',
  ],
  ...['[b-a]', '[a-]*', '[^]*', '(a)', 'a+', '$', '{b}', '*-*', '[!a]*', 'nothing', '[', '[]', '[!]', '*]*'],
])('%s means to the controller what it means to sh', (pattern) => {
  const root = mkdtempSync(join(tmpdir(), 'longshore-patterns-'))
  for (const name of NAMES) writeFileSync(join(root, name), '')
  const script = `cd "$1" || exit 1; set -f; p=$2; set +f; IFS=; for f in $p; do [ ! -e "$f" ] || printf '%s\\n' "$f"; done`
  const { stdout, status } = spawnSync('sh', ['-c', script, 'sh', root, pattern], { env: { LC_ALL: 'C' } })
  const isMeant = pathMatcher([`/etc/${pattern}`])

  expect(status).toBe(0)
  const found = stdout.toString().split('\n').slice(0, -1)
  expect(NAMES.filter((name) => isMeant(`/etc/${name}`)).sort()).toEqual([...found].sort())
})

test('what lies below a match counts, and no pattern means nothing', () => {
  const isMeant = pathMatcher(['/etc/docker/certs.d/[::1]:5000/', '/srv/*/conf'])

  expect(isMeant('/etc/docker/certs.d/[::1]:5000/ca.crt')).toBe(true)
  expect(isMeant('/etc/docker/certs.d/[::2]:5000/ca.crt')).toBe(false)
  expect(isMeant('/srv/a/conf/b/c')).toBe(true)
  expect(isMeant('/srv/a/b/conf')).toBe(false)
  expect(pathMatcher([])('/etc')).toBe(false)
})
