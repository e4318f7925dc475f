import { type Command, Option } from 'commander'
import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import { readVaultSecrets, type VaultSecretDeps, type VaultSources } from '../app/vault-secrets.ts'
import { Vault } from '../loader/vault/vault.ts'
import type { Prompter } from './terminal/prompt.ts'

/** What commander gives for the flags that bring vault passwords. */
export interface VaultFlags {
  readonly vaultId?: readonly string[]
  readonly vaultPasswordFile?: readonly string[]
  readonly vaultPassFile?: readonly string[]
  readonly askVaultPass?: boolean
  readonly askVaultPassword?: boolean
}

/** What holds where a flag says nothing. */
export interface VaultSettings {
  readonly vaultPasswordFile?: string
  readonly vaultIdentityList?: readonly string[]
  readonly ansible?: { readonly askVaultPass?: boolean; readonly vaultIdMatch?: boolean }
}

/** Adds `-J`, `--vault-password-file`, `--vault-id` and Ansible's other names for them. */
export function addVaultOptions(command: Command): Command {
  return command
    .option('-J, --ask-vault-pass', 'ask for the vault password')
    .addOption(
      new Option('--vault-password-file <file>', 'read the vault password from a file, or from a script that prints it')
        .argParser(collect)
        .conflicts(['askVaultPass', 'askVaultPassword']),
    )
    .option('--vault-id <id>', 'ID@FILE, ID@SCRIPT or ID@prompt; may be given several times', collect)
    .addOption(new Option('--vault-pass-file <file>').argParser(collect).hideHelp())
    .addOption(new Option('--ask-vault-password').hideHelp())
}

export function vaultSources(flags: VaultFlags, settings: VaultSettings): VaultSources {
  const files = [...(flags.vaultPasswordFile ?? []), ...(flags.vaultPassFile ?? [])]
  const configured = settings.vaultPasswordFile === undefined ? [] : [settings.vaultPasswordFile]
  return {
    ids: [...(settings.vaultIdentityList ?? []), ...(flags.vaultId ?? [])],
    passwordFiles: files.length > 0 ? files : configured,
    ask: flags.askVaultPass ?? flags.askVaultPassword ?? settings.ansible?.askVaultPass ?? false,
  }
}

/** A vault with the passwords that the command line and the settings name; without any it opens nothing. */
export async function openVault(
  flags: VaultFlags,
  settings: VaultSettings,
  from: { readonly cwd: string; readonly prompter: Prompter },
): Promise<Result<Vault, readonly LongshoreError[]>> {
  const secrets = await readVaultSecrets(vaultSources(flags, settings), secretDeps(from))
  return secrets.ok ? ok(new Vault(secrets.value, { onlySameId: settings.ansible?.vaultIdMatch === true })) : secrets
}

export function secretDeps({
  cwd,
  prompter,
}: {
  readonly cwd: string
  readonly prompter: Prompter
}): Pick<VaultSecretDeps, 'cwd' | 'ask'> {
  return { cwd, ask: (question, answeredBy) => prompter.ask(question, { echo: false, answeredBy }) }
}

export function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}
