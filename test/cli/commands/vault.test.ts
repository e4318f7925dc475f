import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { ok } from '../../../src/base/result.ts'
import { Secret } from '../../../src/base/secret.ts'
import { runVaultVerb, type VaultVerb, type VaultVerbFlags } from '../../../src/cli/vault-verbs.ts'
import { createPrompter } from '../../../src/cli/terminal/prompt.ts'
import { seal, Vault } from '../../../src/loader/vault/vault.ts'
import { compositionFor } from '../../kit/composition.ts'

const run = promisify(execFile)
const PW = { vaultPasswordFile: ['pw'] } satisfies VaultVerbFlags

let folder = ''
const path = (name: string) => join(folder, name)
const text = (name: string) => readFile(path(name), 'utf8')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'longshore-verbs-'))
  await writeFile(path('pw'), 'one\n')
  await writeFile(path('pw2'), 'two\n')
  await writeFile(path('f.yml'), 'a: 1\n', { mode: 0o640 })
})

afterEach(() => rm(folder, { recursive: true }))

interface Given {
  readonly stdin?: string
  readonly env?: Readonly<Record<string, string>>
  /** What a person types, question by question. None: there is no terminal. */
  readonly typed?: readonly string[]
}

async function vault(verb: VaultVerb, names: readonly string[], flags: VaultVerbFlags, given: Given = {}) {
  const { composition, stderr } = compositionFor(folder, given.env)
  const out: Uint8Array[] = []
  const asked: string[] = []
  const answers = [...(given.typed ?? [])]
  const code = await runVaultVerb(verb, names, flags, composition.io, {
    prompter:
      given.typed === undefined
        ? createPrompter(() => undefined)
        : {
            ask(question) {
              asked.push(question)
              return Promise.resolve(ok(answers.shift() ?? ''))
            },
          },
    readStdin: () => Promise.resolve(Buffer.from(given.stdin ?? '')),
    writeStdout: (bytes) => void out.push(bytes),
  })
  return { code, stdout: Buffer.concat(out).toString(), stderr: stderr(), asked }
}

async function editor(script: string): Promise<Readonly<Record<string, string>>> {
  await writeFile(path('editor'), `#!/bin/sh\n${script}\n`)
  await chmod(path('editor'), 0o755)
  return { EDITOR: `${path('editor')} --wait` }
}

describe('files', () => {
  test('are encrypted, shown, given another password and decrypted in their places, mode kept', async () => {
    const modes = [await vault('encrypt', ['f.yml'], PW), await stat(path('f.yml'))] as const
    const header = (await text('f.yml')).split('\n')[0]
    const shown = await vault('view', ['f.yml'], PW)
    const rekeyed = await vault('rekey', ['f.yml'], { ...PW, newVaultId: ['prod@pw2'] })
    const newHeader = (await text('f.yml')).split('\n')[0]
    const decrypted = await vault('decrypt', ['f.yml'], { vaultId: ['prod@pw2'] })

    expect([modes[0].code, shown.code, rekeyed.code, decrypted.code]).toEqual([0, 0, 0, 0])
    expect([header, newHeader]).toEqual(['$ANSIBLE_VAULT;1.1;AES256', '$ANSIBLE_VAULT;1.2;AES256;prod'])
    expect(shown.stdout).toBe('a: 1\n')
    expect(await text('f.yml')).toBe('a: 1\n')
    expect([modes[1].mode & 0o777, (await stat(path('f.yml'))).mode & 0o777]).toEqual([0o640, 0o640])
  })

  test('behind a symlink are written through it', async () => {
    await symlink('f.yml', path('link.yml'))

    await vault('encrypt', ['link.yml'], PW)

    expect(await text('f.yml')).toMatch(/^\$ANSIBLE_VAULT/)
    expect((await readdir(folder)).sort()).toEqual(['f.yml', 'link.yml', 'pw', 'pw2'])
  })

  test('go through stdin and stdout, and to --output with mode 0600', async () => {
    const encrypted = await vault('encrypt', [], PW, { stdin: 'x' })
    const written = await vault('decrypt', ['-'], { ...PW, output: 'x.txt' }, { stdin: encrypted.stdout })

    expect([encrypted.code, written.code]).toEqual([0, 0])
    expect(await text('x.txt')).toBe('x')
    expect((await stat(path('x.txt'))).mode & 0o777).toBe(0o600)
  })

  test('that real ansible-vault opens are what encrypt and encrypt-string write, with and without an id', async () => {
    await writeFile(path('g.yml'), 'b: ünï\n')
    await vault('encrypt', ['f.yml'], PW)
    await vault('encrypt', ['g.yml'], { vaultId: ['prod@pw2'] })

    const shown = await run('ansible-vault', ['view', '--vault-id', 'pw', '--vault-id', 'prod@pw2', 'f.yml', 'g.yml'], {
      cwd: folder,
      env: { ...process.env, PAGER: 'cat', LC_ALL: 'C.UTF-8' },
    })

    expect(shown.stdout).toBe('a: 1\nb: ünï\n')
  })
})

describe('edit', () => {
  beforeEach(() => vault('encrypt', ['f.yml'], { vaultId: ['prod@pw'] }))

  test('keeps mode and vault id, shows the plain text to its owner alone, and removes it', async () => {
    const env = await editor(`stat -c '%a %n' "$2" "$(dirname "$2")" > ${path('seen')}; echo 'b: 2' >> "$2"`)

    const edited = await vault('edit', ['f.yml'], PW, { env })

    const seen = (await text('seen')).trim().split('\n')
    const temporary = seen[1]?.split(' ')[1] ?? ''
    const after = await text('f.yml')
    expect(edited).toMatchObject({ code: 0, stderr: '' })
    expect(seen.map((line) => line.split(' ')[0])).toEqual(['600', '700'])
    await expect(stat(temporary)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(after).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;prod\n/)
    expect((await stat(path('f.yml'))).mode & 0o777).toBe(0o640)
    expect((await vault('view', ['f.yml'], PW)).stdout).toBe('a: 1\nb: 2\n')
  })

  test('leaves the file alone where nothing was changed', async () => {
    const before = await text('f.yml')

    await vault('edit', ['f.yml'], PW, { env: await editor('exit 0') })

    expect(await text('f.yml')).toBe(before)
  })

  test('leaves the file alone where the editor fails, and removes the plain text', async () => {
    const before = await text('f.yml')
    const env = await editor(`dirname "$2" > ${path('seen')}; echo broken > "$2"; exit 3`)

    const edited = await vault('edit', ['f.yml'], PW, { env })

    expect(edited.code).toBe(1)
    expect(edited.stderr).toMatch(/^error: the editor '.*' ended with 3; the file is as it was\n/)
    expect(await text('f.yml')).toBe(before)
    await expect(stat((await text('seen')).trim())).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('has a sister that makes a file', async () => {
    const created = await vault('create', ['new.yml'], PW, { env: await editor('echo "n: 1" > "$2"') })

    expect(created.code).toBe(0)
    expect((await vault('view', ['new.yml'], PW)).stdout).toBe('n: 1\n')
    expect((await stat(path('new.yml'))).mode & 0o777).toBe(0o600)
  })
})

describe('values', () => {
  test('are printed as YAML to paste, and read back from it', async () => {
    const printed = await vault('encrypt-string', ['hunter2'], { ...PW, name: ['db_password'] })
    const opened = await vault('decrypt-string', ['-'], PW, { stdin: printed.stdout })

    expect(printed.stdout).toMatch(/^db_password: !vault \|\n {10}\$ANSIBLE_VAULT;1\.1;AES256\n( {10}[0-9a-f]+\n)+$/)
    expect(opened).toMatchObject({ code: 0, stdout: 'hunter2' })
  })

  test('come from stdin and from words at once, each with its name', async () => {
    const flags = { ...PW, name: ['a', 'b'], stdinName: 'c' }

    const printed = await vault('encrypt-string', ['one', 'two', 'three'], flags, { stdin: 'four' })

    expect(printed.stdout.match(/^.*!vault/gm)).toEqual(['c: !vault', 'a: !vault', 'b: !vault', '!vault'])
  })
})

describe('passwords', () => {
  test.each<[string, VaultVerbFlags]>([
    ['a script', { vaultPasswordFile: ['script'] }],
    ['a client script, asked for its id', { vaultId: ['lab@script-client.sh'] }],
    ['several ids, of which one fits', { vaultId: ['x@pw2', 'y@pw'] }],
  ])('come from %s', async (_what, flags) => {
    await writeFile(path('script'), '#!/bin/sh\necho one\n')
    await writeFile(path('script-client.sh'), '#!/bin/sh\n[ "$1 $2" = "--vault-id lab" ] && echo one\n')
    await chmod(path('script'), 0o755)
    await chmod(path('script-client.sh'), 0o755)
    await writeFile(path('f.yml'), seal(Buffer.from('a: 1\n'), { id: 'default', password: new Secret('one') }))

    expect(await vault('view', ['f.yml'], flags)).toMatchObject({ code: 0, stdout: 'a: 1\n' })
  })

  test('are asked for, and twice where they are new', async () => {
    const encrypted = await vault('encrypt', ['f.yml'], {}, { typed: ['pq', 'pq'] })
    const shown = await vault('view', ['f.yml'], { askVaultPass: true }, { typed: ['pq'] })
    const rekeyed = await vault('rekey', ['f.yml'], { vaultId: ['prompt'] }, { typed: ['pq', 'rs', 'rs'] })

    expect(encrypted.asked).toEqual(['New vault password', 'Confirm new vault password'])
    expect(shown.asked).toEqual(['Vault password'])
    expect(rekeyed.asked).toEqual(['Vault password', 'New vault password', 'Confirm new vault password'])
    expect(new Vault([{ id: 'x', password: new Secret('rs') }]).open(await text('f.yml'), { shown: 'f' }).ok).toBe(true)
  })

  test('come from longshore.yml and the environment where no flag names one', async () => {
    await vault('encrypt', ['f.yml'], PW)
    await writeFile(path('longshore.yml'), 'vault_password_file: pw\n')

    const fromFile = await vault('view', ['f.yml'], {})
    const fromEnvironment = await vault('view', ['f.yml'], {}, { env: { LONGSHORE_VAULT_PASSWORD_FILE: 'pw2' } })

    expect(fromFile.stdout).toBe('a: 1\n')
    expect(fromEnvironment.stderr).toContain('the vault password that is given does not open it')
  })
})

describe('bad input', () => {
  const WRITABLE = 'a: 1\n'
  test.each<[string, VaultVerb, readonly string[], VaultVerbFlags, string]>([
    [
      'no password and no terminal',
      'encrypt',
      ['f.yml'],
      {},
      'error: there is no terminal to ask for: New vault password\n  Answer it with --vault-password-file FILE\n',
    ],
    [
      'a file that is not encrypted',
      'decrypt',
      ['f.yml'],
      PW,
      'error: f.yml is not encrypted with Ansible Vault\n  Encrypt it with: longshore vault encrypt f.yml\n',
    ],
    [
      'several ids and none to encrypt with',
      'encrypt',
      ['f.yml'],
      { vaultId: ['a@pw', 'b@pw2'] },
      'error: several vault ids are given, and none to encrypt with: a, b\n  Choose one: --encrypt-vault-id a\n',
    ],
    [
      'an id to encrypt with that has no password',
      'encrypt',
      ['f.yml'],
      { vaultId: ['a@pw'], encryptVaultId: 'c' },
      "error: --encrypt-vault-id 'c' is none of the vault ids: a\n  Add its password: --vault-id c@FILE\n",
    ],
    [
      'an id without a source',
      'encrypt',
      ['f.yml'],
      { vaultId: ['a@'] },
      "error: --vault-id: 'a@' names no source for the password\n  Write ID@FILE, ID@SCRIPT or ID@prompt\n",
    ],
    [
      'several files and one output',
      'encrypt',
      ['f.yml', 'pw2'],
      { ...PW, output: 'x' },
      'error: --output takes the text of one file, and 2 are named\n  Leave --output away to change the files in their places\n',
    ],
    [
      'nothing to encrypt',
      'encrypt-string',
      ['-'],
      PW,
      'error: there is no text to encrypt\n  longshore vault encrypt-string TEXT -n NAME; or - to read it from stdin, where no other process can see it\n',
    ],
    [
      'a file that is there, to create',
      'create',
      ['f.yml'],
      PW,
      'error: f.yml exists already\n  Encrypt it with: longshore vault encrypt f.yml\n',
    ],
  ])('is told, and nothing changes: %s', async (_what, verb, names, flags, stderr) => {
    expect(await vault(verb, names, flags)).toMatchObject({ code: 1, stderr })
    expect(await text('f.yml')).toBe(WRITABLE)
    expect((await readdir(folder)).sort()).toEqual(['f.yml', 'pw', 'pw2'])
  })

  test('is told of a script that fails, of one that is none, of an empty password and of two that differ', async () => {
    await writeFile(path('fails'), '#!/bin/sh\nexit 2\n', { mode: 0o755 })
    await writeFile(path('none'), 'password', { mode: 0o755 })
    await writeFile(path('empty'), '\n')

    const told = [
      await vault('view', ['f.yml'], { vaultPasswordFile: ['fails', 'empty'] }),
      await vault('encrypt', ['f.yml'], {}, { typed: ['a', 'b'] }),
      await vault('encrypt', ['f.yml'], {}, { typed: [''] }),
      await vault('encrypt', ['f.yml'], { vaultPasswordFile: ['none'] }),
    ].map(({ stderr }) => stderr.match(/^error: .*$/gm)?.map((line) => line.replaceAll(`${folder}/`, '')))

    expect(told).toEqual([
      ['error: the vault password script fails ended with 2', 'error: the vault password of empty is empty'],
      ['error: the two passwords are not the same'],
      ['error: the vault password is empty'],
      ['error: the vault password script none does not start: it does not begin with #!'],
    ])
  })

  test('does not keep other files from being done', async () => {
    const done = await vault('encrypt', ['gone.yml', 'f.yml'], PW)
    const again = await vault('encrypt', ['f.yml'], PW)

    expect(done.stderr).toBe('error: gone.yml cannot be read: no such file\n  Check the path and its permissions\n')
    expect(done.code).toBe(1)
    expect(again.stderr).toBe(
      'error: f.yml is encrypted already\n  Change its password with: longshore vault rekey f.yml\n',
    )
  })
})
