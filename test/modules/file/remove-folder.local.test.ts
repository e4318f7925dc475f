import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { file } from '../../../src/modules/file/index.ts'
import { type Ran, runModule } from '../run-module.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'longshore-remove-'))
})
afterAll(() => {
  rmSync(root, { recursive: true })
})

const sh = (path: string, script: string) => execFileSync('sh', ['-c', script], { cwd: path, encoding: 'utf8' })

function folder(script: string): string {
  const path = join(mkdtempSync(join(root, 'case-')), 'f')
  execFileSync('mkdir', [path])
  sh(path, script)
  return path
}

const notesOf = ({ plan }: Ran) => (plan?.kind === 'change' ? (plan.notes ?? []) : undefined)

/** Kind, mode, owner, size, time, names of one file, bytes. */
const look = (path: string) =>
  sh(path, "find . -printf '%p %y %m %U:%G %T@ %n %l\\n' | sort; find . -type f -exec sha256sum {} + | sort")

describe('removing a folder', () => {
  test('is undone with all below it: modes, owners, times, links and names with odd characters', async () => {
    const path = folder(`mkdir -p a/b 'with space'; echo 1 > a/1; ln a/1 a/b/same; ln -s ../1 a/b/l; ln -s /nowhere gone
      printf '\\0\\377' > 'with space/-x'; : > "it's \\"\\\\n"; mkdir e; chmod 4755 a/1; chmod 1777 e; chmod 2710 a
      chown -h 1234:4321 a/b a/b/l e 2>/dev/null || :; touch -d 2020-01-02T03:04:05.678901234 a/1 e; touch -d 2019-01-01 a .`)
    const before = look(path)

    const ran = await runModule(file, { path, state: 'absent' })
    const between = existsSync(path)
    await ran.undo()

    expect([ran.status, between]).toEqual(['changed', false])
    expect(look(path)).toBe(before)
  })

  test('that was removed in part only, or not at all, comes back as well', async () => {
    const path = folder('mkdir -p a/b; echo 1 > a/1; echo 2 > a/b/2')
    const before = look(path)
    const ran = await runModule(file, { path, state: 'absent' })
    await ran.undo()
    rmSync(join(path, 'a/b'), { recursive: true })

    await ran.undo()
    const after = look(path)
    await ran.undo()

    expect([after, look(path)]).toEqual([before, before])
  })

  test.each([
    ['is too large', 'truncate -s 5M large', '5242880 bytes are too many to keep'],
    ['has too many names below it', 'seq 10001 | xargs touch', 'there are more than 10000 names below it'],
    ['has a pipe below it', 'mkfifo p', 'there are devices, sockets or pipes below it'],
    ['has a name with a line end', "touch 'a\nb'", 'a name below it holds a line end'],
  ])('that %s says beforehand that it cannot be undone', async (_which, script, why) => {
    const path = folder(script)

    const planned = await runModule(file, { path, state: 'absent' }, { checkMode: true })

    expect(notesOf(planned)).toEqual([`removing the folder ${path} cannot be undone: ${why}`])
    expect(existsSync(path)).toBe(true)
  })

  test('behind a symlink removes the symlink alone, and no word is said of what is behind it', async () => {
    const path = folder('mkfifo p')
    writeFileSync(`${path}.kept`, '')
    execFileSync('ln', ['-s', path, `${path}.l`])

    const ran = await runModule(file, { path: `${path}.l`, state: 'absent' })

    expect([notesOf(ran), existsSync(path), existsSync(`${path}.l`)]).toEqual([[], true, false])
  })
})
