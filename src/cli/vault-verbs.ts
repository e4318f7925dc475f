import { resolve } from 'node:path'
import { assertNever } from '../base/assert-never.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { editText } from '../app/vault-edit.ts'
import { alreadyEncrypted, fileExists, notEncrypted, oneFileForOutput } from '../app/vault-errors.ts'
import { type Change, decrypting, encrypting, readBytes, rekeying, replaceFile } from '../app/vault-files.ts'
import { encryptionSecret, readVaultSecrets } from '../app/vault-secrets.ts'
import { isEncrypted } from '../model/vault/envelope.ts'
import { seal, Vault, type VaultSecret } from '../loader/vault/vault.ts'
import { formatError } from './exit-codes.ts'
import type { Io } from './io.ts'
import { readSettings } from './read-settings.ts'
import { createPrompter, type Prompter } from './terminal/prompt.ts'
import { readStdin, writeStdout } from './terminal/std-streams.ts'
import { secretDeps, type VaultFlags, vaultSources } from './vault-flags.ts'
import { decryptString, encryptStrings, type StringFlags } from './vault-strings.ts'

export type VaultVerb =
  'encrypt' | 'decrypt' | 'view' | 'edit' | 'create' | 'rekey' | 'encrypt-string' | 'decrypt-string'

export interface VaultVerbFlags extends VaultFlags, StringFlags {
  readonly output?: string
  readonly encryptVaultId?: string
  readonly newVaultPasswordFile?: readonly string[]
  readonly newVaultId?: readonly string[]
}

export interface VaultVerbParts {
  readonly prompter: Prompter
  readonly readStdin: () => Promise<Buffer>
  readonly writeStdout: (bytes: Uint8Array) => void
}

interface Doing extends VaultVerbParts {
  readonly io: Io
  readonly flags: VaultVerbFlags
  readonly secrets: readonly VaultSecret[]
}

type Outcome = Result<void, readonly LongshoreError[]>

/** Performs one verb. Gives the exit code: 0, or 1 with every error told. Files that are in order are done even so. */
export async function runVaultVerb(
  verb: VaultVerb,
  given: readonly string[],
  flags: VaultVerbFlags,
  io: Io,
  parts: VaultVerbParts = { prompter: createPrompter(), readStdin, writeStdout },
): Promise<number> {
  const outcome = await prepared(verb, given, { ...parts, io, flags, secrets: [] })
  if (!outcome.ok) for (const error of outcome.error) io.stderr(formatError(error))
  return outcome.ok ? 0 : 1
}

async function prepared(verb: VaultVerb, given: readonly string[], parts: Doing): Promise<Outcome> {
  const settings = await readSettings({}, parts.io)
  if (!settings.ok) return settings
  const sources = vaultSources(parts.flags, settings.value.settings)
  const isNamed = sources.ids.length + sources.passwordFiles.length > 0
  const isNew = verb === 'encrypt' || verb === 'create' || verb === 'encrypt-string'
  const deps = { ...secretDeps({ cwd: parts.io.cwd, prompter: parts.prompter }), isNew }
  const secrets = await readVaultSecrets({ ...sources, ask: sources.ask || !isNamed }, deps)
  return secrets.ok ? perform(verb, given, { ...parts, secrets: secrets.value }) : secrets
}

async function perform(verb: VaultVerb, given: readonly string[], doing: Doing): Promise<Outcome> {
  const { flags, secrets } = doing
  const vault = new Vault(secrets)
  switch (verb) {
    case 'encrypt': {
      const secret = encryptionSecret(secrets, flags.encryptVaultId)
      return secret.ok ? changeFiles(given, encrypting(secret.value), doing) : err([secret.error])
    }
    case 'decrypt':
      return changeFiles(given, decrypting(vault), doing)
    case 'view':
      return changeFiles(given, decrypting(vault), { ...doing, flags: { ...flags, output: '-' } })
    case 'rekey': {
      const secret = await newSecret(doing)
      return secret.ok ? changeFiles(given, rekeying(vault, secret.value), doing) : secret
    }
    case 'edit':
      return eachOf(given, (name) => editFile(name, vault, doing))
    case 'create': {
      const secret = encryptionSecret(secrets, flags.encryptVaultId)
      return secret.ok ? eachOf(given, (name) => createFile(name, secret.value, doing)) : err([secret.error])
    }
    case 'encrypt-string': {
      const secret = encryptionSecret(secrets, flags.encryptVaultId)
      if (!secret.ok) return err([secret.error])
      const text = await encryptStrings(given, flags, secret.value, doing)
      return text.ok ? asList(await put(Buffer.from(text.value), '-', doing)) : err([text.error])
    }
    case 'decrypt-string': {
      const text = await decryptString(given[0], vault, doing)
      return text.ok ? asList(await put(text.value, '-', doing)) : err([text.error])
    }
    default:
      return assertNever(verb)
  }
}

async function changeFiles(given: readonly string[], change: Change, doing: Doing): Promise<Outcome> {
  const names = given.length === 0 ? ['-'] : given
  const { output } = doing.flags
  if (output !== undefined && output !== '-' && names.length > 1) return err([oneFileForOutput(names)])
  return eachOf(names, async (name) => {
    const shown = name === '-' ? 'stdin' : name
    const bytes = name === '-' ? ok(await doing.readStdin()) : await readBytes(resolve(doing.io.cwd, name), shown)
    if (!bytes.ok) return bytes
    const changed = change(bytes.value, shown)
    return changed.ok ? put(changed.value, name, doing) : changed
  })
}

/** To `--output` where it is given, else to the place that the bytes came from: the file, or stdout for stdin. */
async function put(
  bytes: Buffer,
  name: string,
  { flags, io, writeStdout: write }: Doing,
): Promise<Result<void, LongshoreError>> {
  const target = flags.output ?? name
  if (target !== '-') return replaceFile(resolve(io.cwd, target), bytes)
  write(bytes)
  return ok(undefined)
}

async function newSecret({ io, flags, prompter }: Doing): Promise<Result<VaultSecret, readonly LongshoreError[]>> {
  const ids = flags.newVaultId ?? []
  const passwordFiles = flags.newVaultPasswordFile ?? []
  const deps = { ...secretDeps({ cwd: io.cwd, prompter }), isNew: true, idFlag: '--new-vault-id' as const }
  const secrets = await readVaultSecrets({ ids, passwordFiles, ask: ids.length + passwordFiles.length === 0 }, deps)
  if (!secrets.ok) return secrets
  const secret = encryptionSecret(secrets.value, flags.encryptVaultId)
  return secret.ok ? secret : err([secret.error])
}

async function editFile(name: string, vault: Vault, doing: Doing): Promise<Result<void, LongshoreError>> {
  const path = resolve(doing.io.cwd, name)
  const bytes = await readBytes(path, name)
  if (!bytes.ok) return bytes
  if (!isEncrypted(bytes.value)) return err(notEncrypted(name))
  const opened = vault.openWith(bytes.value.toString('latin1'), { shown: name })
  if (!opened.ok) return opened
  const { plain, secret: fitting, id } = opened.value
  const chosen = doing.flags.encryptVaultId
  const secret =
    chosen === undefined ? ok({ ...fitting, id: id ?? 'default' }) : encryptionSecret(doing.secrets, chosen)
  if (!secret.ok) return secret
  const edited = await edit(plain, name, doing.io)
  if (!edited.ok) return edited
  const isSame = edited.value.equals(plain) && chosen === undefined
  return isSame ? ok(undefined) : replaceFile(path, Buffer.from(seal(edited.value, secret.value)))
}

async function createFile(name: string, secret: VaultSecret, { io }: Doing): Promise<Result<void, LongshoreError>> {
  const path = resolve(io.cwd, name)
  const there = await readBytes(path, name)
  if (there.ok) return err(isEncrypted(there.value) ? alreadyEncrypted(name) : fileExists(name))
  const edited = await edit(Buffer.alloc(0), name, io)
  return edited.ok ? replaceFile(path, Buffer.from(seal(edited.value, secret))) : edited
}

/** Ctrl-C is the editor's while it runs: the plain text has to be removed after it. */
async function edit(plain: Buffer, name: string, io: Io): Promise<Result<Buffer, LongshoreError>> {
  const stopIgnoring = io.onInterrupt(() => undefined)
  try {
    return await editText(plain, name, io.env['EDITOR'] ?? 'vi')
  } finally {
    stopIgnoring()
  }
}

async function eachOf(
  names: readonly string[],
  act: (name: string) => Promise<Result<void, LongshoreError>>,
): Promise<Outcome> {
  const problems: LongshoreError[] = []
  for (const name of names) {
    const done = await act(name)
    if (!done.ok) problems.push(done.error)
  }
  return problems.length === 0 ? ok(undefined) : err(problems)
}

function asList(result: Result<void, LongshoreError>): Outcome {
  return result.ok ? result : err([result.error])
}
