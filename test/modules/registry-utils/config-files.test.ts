import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { configFiles } from '../../../src/modules/registry-utils/config-files.ts'
import { runIn, shells } from '../../adapters/shell-program/shells.ts'

describe.each(shells)('files that patterns match, in %s', (...shell) => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'longshore-files-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  async function look(...patterns: readonly string[]) {
    const fact = configFiles(...patterns.map((pattern) => join(folder, pattern)))
    const ran = await runIn(shell, [fact.command])
    return fact.parse({
      exitCode: ran.exitCodes[0] ?? 1,
      stdout: ran.stdout[0] ?? Buffer.alloc(0),
      stderr: ran.stderr[0] ?? Buffer.alloc(0),
      truncated: false,
    })
  }

  test('are each described with all bytes, whatever is in them', async () => {
    const contents = {
      'a.toml': Buffer.from([0, 255, 10, 10, 39, 37, 92]),
      'b.toml': Buffer.alloc(0),
      'c.toml': Buffer.from('file /etc/passwd\nno end of line'),
    }
    for (const [name, bytes] of Object.entries(contents)) writeFileSync(join(folder, name), bytes)
    chmodSync(join(folder, 'c.toml'), 0o640)
    mkdirSync(join(folder, 'd.toml'))
    symlinkSync('a.toml', join(folder, 'e.toml'))

    const found = await look('*.toml', '*.none')

    const files = found.ok ? found.value : new Map<string, never>()
    expect([...files.keys()]).toEqual(['a', 'b', 'c', 'e'].map((name) => join(folder, `${name}.toml`)))
    for (const [name, bytes] of Object.entries(contents)) {
      expect(files.get(join(folder, name))?.present?.bytes.equals(bytes)).toBe(true)
    }
    expect(files.get(join(folder, 'c.toml'))).toMatchObject({ present: { kind: 'file', mode: 0o640 } })
    expect(files.get(join(folder, 'e.toml'))).toMatchObject({ linkTarget: 'a.toml', realPath: join(folder, 'a.toml') })
  })

  test('that grew while they were read are an error, not other files', async () => {
    writeFileSync(join(folder, 'a'), 'bytes')
    writeFileSync(join(folder, 'b'), 'bytes')
    const fact = configFiles(join(folder, '*'))
    const ran = await runIn(shell, [fact.command])
    const stdout = Buffer.from((ran.stdout[0] ?? '').toString().replace('bytes', 'bytes and more'))

    const parsed = fact.parse({ exitCode: 0, stdout, stderr: Buffer.alloc(0), truncated: false })

    expect(parsed.ok).toBe(false)
  })
})
