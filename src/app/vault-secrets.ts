import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { Secret } from '../base/secret.ts'
import type { VaultSecret } from '../loader/vault/vault.ts'
import { encryptIdMissing, encryptIdUnknown, noPasswordTyped, passwordsDiffer, vaultIdInvalid } from './vault-errors.ts'
import { passwordFrom } from './vault-password-source.ts'

/** Where vault passwords come from, as the flags of ansible-vault and ansible-playbook say it. */
export interface VaultSources {
  /** `ID@FILE`, `ID@prompt`, `FILE` or `prompt`. */
  readonly ids: readonly string[]
  readonly passwordFiles: readonly string[]
  readonly ask: boolean
}

export interface VaultSecretDeps {
  /** Relative files start here. */
  readonly cwd: string
  /** Asks a person without echo; `answeredBy` is the flag that answers instead. */
  readonly ask: (question: string, answeredBy: string) => Promise<Result<string, LongshoreError>>
  /** Whether a typed password is a new one, and so asked for twice. */
  readonly isNew?: boolean
  /** The flag that gives a password where `--vault-id` gives the old one. */
  readonly idFlag?: '--vault-id' | '--new-vault-id'
}

/** The passwords in the order of Ansible: vault ids, password files, the one that is asked for. Every problem is told. */
export async function readVaultSecrets(
  { ids, passwordFiles, ask }: VaultSources,
  deps: VaultSecretDeps,
): Promise<Result<readonly VaultSecret[], readonly LongshoreError[]>> {
  const secrets: VaultSecret[] = []
  const problems: LongshoreError[] = []
  for (const given of [...ids, ...passwordFiles.map((file) => `default@${file}`), ...(ask ? ['default@prompt'] : [])]) {
    const secret = await readOne(given, deps)
    if (secret.ok) secrets.push(secret.value)
    else problems.push(secret.error)
  }
  return problems.length === 0 ? ok(secrets) : err(problems)
}

/** The one to encrypt with: that of `id`; without one, the only one that there is. */
export function encryptionSecret(
  secrets: readonly VaultSecret[],
  id: string | undefined,
): Result<VaultSecret, LongshoreError> {
  const ids = [...new Set(secrets.map((secret) => secret.id))]
  const [first] = secrets
  if (id === undefined && ids.length === 1 && first !== undefined) return ok(first)
  if (id === undefined) return err(encryptIdMissing(ids))
  const named = secrets.find((secret) => secret.id === id)
  return named === undefined ? err(encryptIdUnknown(id, ids)) : ok(named)
}

async function readOne(given: string, deps: VaultSecretDeps): Promise<Result<VaultSecret, LongshoreError>> {
  const at = given.indexOf('@')
  const id = at > 0 ? given.slice(0, at) : 'default'
  const source = at < 0 ? given : given.slice(at + 1)
  if (source === '') return err(vaultIdInvalid(given))
  const isPrompt = source === 'prompt' || source === 'prompt_ask_vault_pass'
  const password = isPrompt ? await askFor(id, deps) : await passwordFrom(pathOf(source, deps.cwd), id)
  return password.ok ? ok({ id, password: password.value }) : password
}

async function askFor(
  id: string,
  { ask, isNew = false, idFlag = '--vault-id' }: VaultSecretDeps,
): Promise<Result<Secret, LongshoreError>> {
  const shown = id === 'default' ? '' : ` (${id})`
  const fileFlag = idFlag.replace('-id', '-password-file')
  const answeredBy = id === 'default' ? `${fileFlag} FILE` : `${idFlag} ${id}@FILE`
  const typed = await ask(`${isNew ? 'New vault' : 'Vault'} password${shown}`, answeredBy)
  if (!typed.ok) return typed
  if (typed.value === '') return err(noPasswordTyped())
  if (!isNew) return ok(new Secret(typed.value))
  const again = await ask(`Confirm new vault password${shown}`, answeredBy)
  if (!again.ok) return again
  return again.value === typed.value ? ok(new Secret(typed.value)) : err(passwordsDiffer())
}

function pathOf(source: string, cwd: string): string {
  return source.startsWith('~/') ? join(homedir(), source.slice(2)) : resolve(cwd, source)
}
