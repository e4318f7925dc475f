import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Secret } from '../../../src/base/secret.ts'
import { seal } from '../../../src/loader/vault/vault.ts'

const PROGRAM = join(import.meta.dirname, '../../../src/bin/ansible-playbook.ts')

const PLAYBOOK = [
  '- hosts: localhost',
  '  gather_facts: false',
  '  vars_files: [vaulted.yml]',
  '  tasks: [{debug: {msg: "{{ word | length }}"}}]',
].join('\n')

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-piped-'))
  const sealed = seal(Buffer.from('word: twelve chars'), { id: 'default', password: new Secret('of the vault') })
  await writeFile(join(folder, 'vaulted.yml'), sealed)
  await writeFile(join(folder, 'play.yml'), PLAYBOOK)
})

afterAll(() => rm(folder, { recursive: true }))

/** In a session of its own, so without a terminal. */
function run(args: readonly string[], stdin: string): Promise<{ readonly out: string; readonly code: number | null }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder, detached: true, stdio: 'pipe' })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (out += text))
  child.stdin.end(stdin)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ out, code }))
  })
}

describe('ansible-playbook without a terminal', () => {
  test('takes passwords from the lines of stdin, in the order in which Ansible asks for them', async () => {
    const { out, code } = await run(['play.yml', '-J', '-K'], 'of sudo\nof the vault\n')

    expect(out).toContain('"msg": "12"')
    expect(code).toBe(0)
  }, 60_000)

  test('ends where there is no line', async () => {
    const { out, code } = await run(['play.yml', '--ask-vault-pass'], '')

    expect(out).toContain('ERROR! there is no terminal to ask for: Vault password')
    expect(code).not.toBe(0)
  }, 60_000)
})
