import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'

/** In a namespace of its own, where a user may mount a disk of 700 KB: three backups, the second one too large for it. */
const SCRIPT = `
set -e
mount -t tmpfs -o size=700k small "$FOLDER"
backup() { "$NODE" "$CONTROLLER" "$FOLDER/store" "$@"; }
backup run-1 one
if backup run-2 random:2000000 2>"$FOLDER.said"; then echo 'it was stored'; fi
grep -o 'LongshoreError: .*' "$FOLDER.said"
backup run-3 three
git --git-dir="$FOLDER/store" log --format=%s%n%b main
git --git-dir="$FOLDER/store" fsck --full --no-dangling
git --git-dir="$FOLDER/store" show main:web1/files/etc/docker/daemon.json main~1:web1/files/etc/docker/daemon.json
`

test('a disk that is full is named, loses no earlier backup, and has room for the next one that fits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longshore-full-'))
  const ran = spawnSync('unshare', ['--user', '--map-root-user', '--mount', 'sh', '-c', SCRIPT], {
    encoding: 'utf8',
    env: {
      ...process.env,
      ...{ FOLDER: folder, NODE: process.execPath, CONTROLLER: resolve('test/adapters/git/one-backup.ts') },
    },
  })
  expect(ran.stderr).not.toMatch(/error|missing|corrupt/i)
  expect(ran.stdout).toContain(`LongshoreError: the backup cannot be written: no space is left for ${folder}/store`)
  expect(ran.stdout).not.toContain('it was stored')
  expect(ran.stdout.match(/Longshore-Run: .*/g)).toEqual(['Longshore-Run: run-3', 'Longshore-Run: run-1'])
  expect(ran.stdout).toMatch(/threeone$/)
  expect(ran.status).toBe(0)
}, 120_000)
