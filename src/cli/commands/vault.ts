import type { Command } from 'commander'
import type { Io } from '../io.ts'
import { addVaultOptions, collect } from '../vault-flags.ts'
import type { VaultVerb, VaultVerbFlags } from '../vault-verbs.ts'

export interface VaultCommandDeps {
  readonly io: Io
  readonly exit: (code: number) => void
}

/** `longshore vault`: the verbs and flags of ansible-vault, and `decrypt-string` for the value of a `!vault`. */
export function addVaultCommand(program: Command, { io, exit }: VaultCommandDeps): void {
  const vault = program.command('vault').description('encrypt and decrypt files and values (Ansible Vault)')
  const add = (verb: VaultVerb, description: string): Command =>
    addVaultOptions(vault.command(verb).description(description)).action(
      async (given: string | readonly string[] | undefined, flags: VaultVerbFlags) => {
        const { runVaultVerb } = await import('../vault-verbs.ts')
        exit(await runVaultVerb(verb, [given ?? []].flat(), flags, io))
      },
    )
  withOutput(withEncryptId(add('encrypt', 'encrypt files, or stdin').argument('[file...]', '- is stdin')))
  withOutput(add('decrypt', 'decrypt files, or stdin').argument('[file...]', '- is stdin'))
  add('view', 'print files decrypted').argument('<file...>')
  withEncryptId(add('edit', 'edit files in $EDITOR').argument('<file...>'))
  withEncryptId(add('create', 'make an encrypted file in $EDITOR').argument('<file...>'))
  withEncryptId(add('rekey', 'encrypt files with another password').argument('<file...>'))
    .option('--new-vault-password-file <file>', 'read the new password from here', collect)
    .option('--new-vault-id <id>', 'ID@FILE, ID@SCRIPT or ID@prompt: the new password', collect)
  withOutput(withEncryptId(add('encrypt-string', 'encrypt a value for YAML').alias('encrypt_string')))
    .argument('[text...]', '- is stdin')
    .option('-n, --name <name>', 'the name of the variable; in the order of the texts', collect)
    .option('--stdin-name <name>', 'the name of the variable of stdin')
    .option('-p, --prompt', 'ask for the text')
    .option('--show-input', 'with --prompt: show what is typed')
  withOutput(add('decrypt-string', 'print the value of a !vault').alias('decrypt_string')).argument(
    '[text]',
    'what stands below !vault; - or nothing is stdin',
  )
}

function withOutput(command: Command): Command {
  return command.option('--output <file>', 'write here instead; - is stdout')
}

function withEncryptId(command: Command): Command {
  return command.option('--encrypt-vault-id <id>', 'which of several vault ids encrypts')
}
