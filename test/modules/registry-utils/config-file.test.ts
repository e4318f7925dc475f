import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shell as script } from '../../../src/model/remote-command.ts'
import { configFile, DESCRIBE, MOUNTS, parseConfigFile } from '../../../src/modules/registry-utils/config-file.ts'
import { runIn, shells } from '../../adapters/shell-program/shells.ts'

describe.each(shells)('the state of a file, in %s', (...shell) => {
  let folder = ''
  let file = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'longshore-file-'))
    file = join(folder, 'daemon.json')
    writeFileSync(file, '{}\n')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** As a host sees it on which this is mounted. */
  async function look(mounts?: readonly string[]) {
    writeFileSync(join(folder, 'mounts'), `${mounts?.join('\n') ?? ''}\n`)
    const text = mounts === undefined ? DESCRIBE : DESCRIBE.replace(MOUNTS, join(folder, 'mounts'))
    const ran = await runIn(shell, [script(text, file)])
    const parsed = parseConfigFile(file, {
      exitCode: ran.exitCodes[0] ?? 1,
      stdout: ran.stdout[0] ?? Buffer.alloc(0),
      stderr: ran.stderr[0] ?? Buffer.alloc(0),
      truncated: false,
    })
    if (!parsed.ok) throw parsed.error
    return parsed.value
  }

  test('has no obstacle where it can be written', async () => {
    expect(configFile(file).command).toMatchObject({ script: DESCRIBE })
    expect(await look()).toMatchObject({ obstacle: undefined, present: { kind: 'file' } })
  })

  test('tells a file system that is mounted read-only, the last mount of a place counting, among few and among many', async () => {
    const [, place = ''] =
      execFileSync('df', ['-Pk', file], { encoding: 'utf8' }).trim().split('\n').at(-1)?.split('% ') ?? []
    const [rw, ro] = [`/dev/a ${place} ext4 rw,relatime 0 0`, `/dev/b ${place} ext4 ro,relatime 0 0`]
    const others = (count: number) => Array.from({ length: count }, (_, index) => `overlay /m${index} overlay rw 0 0`)
    const cases = [
      [rw, ro, ...others(5)],
      [rw, ...others(22), ro],
      [rw, ...others(23), ro],
      [rw, ...others(60), ro, ...others(60)],
    ]

    const seen: unknown[] = []
    for (const mounts of cases) seen.push((await look(mounts)).obstacle)
    const [onlyRw, backToRw] = [await look([rw, ...others(60)]), await look([ro, ...others(60), rw])]

    expect(seen).toEqual(cases.map(() => 'read-only'))
    expect([onlyRw.obstacle, backToRw.obstacle]).toEqual([undefined, undefined])
  })
})
