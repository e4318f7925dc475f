import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { aStore, backUp, file, must, snapshot } from './a-store.ts'

/**
 * Stands in the place of git: at call KILL_AT it ends the controller with SIGKILL, and git with it while it runs,
 * or the controller alone when git has run.
 */
const SHIM = `#!/bin/sh
n=$(($(cat "$COUNT") + 1))
echo "$n" >"$COUNT"
[ "$n" = "$KILL_AT" ] || exec "$REAL_GIT" "$@"
case $KILL_WHEN in
  while) ( sleep 0.005; kill -9 "$PPID" $$ ) & exec "$REAL_GIT" "$@" ;;
  after) "$REAL_GIT" "$@"; kill -9 "$PPID"; exit 1 ;;
esac
`

const REAL_GIT = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim()

test.each(['while', 'after'])(
  'a controller that is killed %s one of its calls of git runs, whichever it is, loses no earlier backup, and the next run succeeds',
  async (when) => {
    const at = aStore()
    await backUp(at, 'first', { web1: snapshot([file('/etc/docker/daemon.json', 'first')]) })
    const first = at.git('rev-parse', 'main')
    const shims = mkdtempSync(join(tmpdir(), 'longshore-shim-'))
    writeFileSync(join(shims, 'git'), SHIM)
    chmodSync(join(shims, 'git'), 0o755)

    let killed = 0
    for (let call = 1; ; call++) {
      const before = at.git('rev-parse', 'main')
      const count = join(shims, 'count')
      writeFileSync(count, '0')
      const ran = spawnSync(
        process.execPath,
        [resolve('test/adapters/git/one-backup.ts'), at.folder, `run-${call}`, `${call}`],
        {
          encoding: 'utf8',
          env: {
            ...process.env,
            ...{ PATH: `${shims}:${process.env['PATH'] ?? ''}`, REAL_GIT, COUNT: count },
            ...{ KILL_AT: String(call), KILL_WHEN: when },
          },
        },
      )
      at.git('merge-base', '--is-ancestor', before, 'main')
      expect(at.git('fsck', '--full', '--no-dangling')).not.toMatch(/error|missing|corrupt/)
      if (Number(readFileSync(count, 'utf8')) < call) {
        expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' })
        break
      }
      killed += ran.signal === 'SIGKILL' ? 1 : 0
    }
    expect(killed).toBeGreaterThan(4)
    expect(at.git('show', `${first}:web1/files/etc/docker/daemon.json`)).toBe('first')

    const outcome = await backUp(at, 'last', { web1: snapshot([file('/etc/docker/daemon.json', 'last')]) })
    expect(outcome.changed).toMatchObject([{ host: 'web1' }])
    expect(at.git('show', 'main:web1/files/etc/docker/daemon.json')).toBe('last')
    expect(at.git('for-each-ref', 'refs/longshore/drafts')).toBe('')
    expect(must(await at.store.verify()).problems).toEqual([])
  },
  240_000,
)
