import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Io } from '../../src/cli/io.ts'
import { loggedIo } from '../../src/cli/log-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'longshore-log-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** What is said goes into `said`. */
function ioInto(said: string[]): Io {
  const write = (text: string) => void said.push(text)
  return {
    stdout: write,
    stderr: write,
    cwd: folder,
    home: folder,
    env: {},
    isTerminal: false,
    columns: 80,
    leave: () => {
      throw new Error('left')
    },
    onInterrupt: () => () => undefined,
    onPause: () => () => undefined,
  }
}

describe('log_path', () => {
  test('keeps every line that is said, with its time and without colours, and says it all the same', () => {
    const said: string[] = []
    const path = join(folder, 'run.log')
    const io = loggedIo(ioInto(said), path, () => new Date(2026, 10, 30, 14, 9, 51, 14))

    io.stdout('\nPLAY [all] ***\n\n')
    io.stderr('\x1b[0;31mERROR! no\x1b[0m\n')

    expect(said).toEqual(['\nPLAY [all] ***\n\n', '\x1b[0;31mERROR! no\x1b[0m\n'])
    const lines = readFileSync(path, 'utf8').split('\n')
    expect(lines.map((line) => line.replace(/p=\d+ u=\S+/, 'p=1 u=me'))).toEqual([
      '2026-11-30 14:09:51,014 p=1 u=me n=ansible | PLAY [all] ***',
      '2026-11-30 14:09:51,014 p=1 u=me n=ansible | ERROR! no',
      '',
    ])
  })

  test('is warned of once where it cannot be written', () => {
    const said: string[] = []
    const io = loggedIo(ioInto(said), join(folder, 'none', 'run.log'), () => new Date(0))

    io.stdout('one\n')
    io.stdout('two\n')

    expect(said).toEqual(['one\n', expect.stringContaining('is not writeable, nothing is logged'), 'two\n'])
  })
})
