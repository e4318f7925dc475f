import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { lintConfig } from '../../../src/app/lint/lint-config.ts'

const V2 = '[plugins."io.containerd.grpc.v1.cri"'
const V3 = "[plugins.'io.containerd.cri.v1.images'"
const PATH = 'config_path = "/etc/containerd/certs.d"\n'
const MIRRORS = `${V2}.registry.mirrors."docker.io"]\nendpoint = ["https://m"]\n`
const IMPORTS = 'imports = ["/etc/containerd/conf.d/*.toml"]\n'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-imports-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** Files below a copy of /etc/containerd; what is said of them as `FILE:LINE severity code`. */
async function said(files: Readonly<Record<string, string>>, containerd: string, home = 'etc/containerd') {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, home, name)), { recursive: true })
    writeFileSync(join(folder, home, name), text)
  }
  const main = join(folder, home, 'config.toml')
  const { findings } = await lintConfig(main, { runtimes: { containerd }, flags: undefined })
  return findings.map(({ file, line, severity, code }) => {
    const name = (file ?? main).slice(join(folder, home).length + 1)
    return `${name}:${line} ${severity} ${code}`
  })
}

describe('a config.toml with what it imports', () => {
  test('is fatal where mirrors of one file meet the config_path of another', async () => {
    const files = {
      'config.toml': `${IMPORTS}version = 2\n${V2}.registry]\n${PATH}`,
      'conf.d/a.toml': `version = 2\n${MIRRORS}`,
    }

    expect(await said(files, '2.1.9')).toEqual(['conf.d/a.toml:2 fatal mirrors-and-config-path'])
  })

  test('loses what a section of an imported file replaces before 2.0.0, and nothing after', async () => {
    const files = {
      'config.toml': `${IMPORTS}version = 2\n${V2}]\nsandbox_image = "p"\n${V2}.registry]\n${PATH}`,
      'conf.d/nvidia.toml': `version = 2\n${V2}.containerd]\ndefault_runtime_name = "nvidia"\n`,
    }

    expect(await said(files, '1.7.24')).toEqual(['config.toml:3 ignored import-replaces-section'])
    expect(await said(files, '2.1.9')).toEqual([])
  })

  test('has no conflict where the imported section took the place of the other one, before 2.0.0', async () => {
    const files = {
      'config.toml': `${IMPORTS}version = 2\n${V2}.registry]\n${PATH}`,
      'conf.d/a.toml': `version = 2\n${MIRRORS}`,
    }

    expect(await said(files, '1.7.24')).toEqual([
      'config.toml:3 ignored import-replaces-section',
      'conf.d/a.toml:2 warning deprecated',
    ])
  })

  test('reads sections of version 2 and of version 3 as one, from 2.0.0', async () => {
    const files = {
      'config.toml': `${IMPORTS}version = 3\n${V3}.registry]\n${PATH}`,
      'conf.d/a.toml': `version = 2\n${MIRRORS}`,
    }

    expect(await said(files, '2.1.9')).toEqual(['conf.d/a.toml:2 fatal mirrors-and-config-path'])
  })

  test('imports conf.d by itself from 2.2.0, and not before', async () => {
    const files = {
      'config.toml': `version = 2\n${V2}.registry]\n${PATH}`,
      'conf.d/a.toml': `version = 2\n${MIRRORS}`,
    }

    expect(await said(files, '2.2.2')).toEqual(['conf.d/a.toml:2 fatal mirrors-and-config-path'])
    expect(await said(files, '2.1.9')).toEqual([])
  })

  test('follows relative entries and files that imported files import, each once', async () => {
    const files = {
      'config.toml': `imports = ["one.toml"]\nversion = 2\n`,
      'one.toml': `imports = ["sub/two.toml", "config.toml"]\nversion = 2\n${V2}.registry]\n${PATH}`,
      'sub/two.toml': `version = 2\n${MIRRORS}`,
    }

    expect(await said(files, '2.1.9', 'copy')).toEqual(['sub/two.toml:2 fatal mirrors-and-config-path'])
  })

  test('says which entry was not found', async () => {
    const files = { 'config.toml': 'imports = ["/etc/containerd/gone.toml"]\nversion = 2\n' }

    expect(await said(files, '2.1.9')).toEqual(['config.toml:1 warning import-not-read'])
  })

  test("never looks into this machine's own /etc for a copy elsewhere", async () => {
    const files = { 'config.toml': 'imports = ["/etc/passwd"]\nversion = 2\n' }

    expect(await said(files, '2.1.9', 'copy')).toEqual(['config.toml:1 warning import-not-read'])
  })

  test('places a syntax error in the file that has it', async () => {
    const files = { 'config.toml': `${IMPORTS}version = 2\n`, 'conf.d/a.toml': 'version = 2\n[\n' }

    expect(await said(files, '2.1.9')).toEqual(['conf.d/a.toml:3 fatal syntax'])
  })
})
