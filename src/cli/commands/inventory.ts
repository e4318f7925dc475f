import type { Command } from 'commander'
import type { InventoryIo } from '../inventory-command.ts'
import type { ProgramName } from '../programs/program-name.ts'
import { addVaultOptions, type VaultFlags } from '../vault-flags.ts'
import { collect } from './shared-options.ts'

export interface InventoryFlags extends VaultFlags {
  readonly inventory?: readonly string[]
  readonly list?: boolean
  /** The name of a group, or true for `all`. */
  readonly graph?: string | true
  readonly host?: string
  readonly limit?: readonly string[]
  readonly extraVars?: readonly string[]
  readonly vars?: boolean
  readonly yaml?: boolean
  readonly toml?: boolean
  readonly export?: boolean
  readonly playbookDir?: string
  readonly outputFile?: string
  readonly verbose?: number
  /** It was started under this name of Ansible's. */
  readonly program?: ProgramName
}

/** `longshore inventory`: the flags and the output of ansible-inventory. */
export function addInventoryCommand(program: Command, io: InventoryIo, exit: (code: number) => void): void {
  addInventoryOptions(program.command('inventory').description('show the inventory as Longshore reads it')).action(
    async (flags: InventoryFlags) => {
      const { runInventory } = await import('../inventory-command.ts')
      exit(await runInventory(flags, io))
    },
  )
}

/** The options of ansible-inventory. */
export function addInventoryOptions(command: Command): Command {
  return addVaultOptions(command)
    .option('-i, --inventory <source>', 'file, folder or a,b, list; may be given several times', collect)
    .option('--list', 'all hosts and groups, as JSON')
    .option('--graph [group]', 'a tree of groups and hosts')
    .option('--host <name>', 'the variables of one host, as JSON')
    .option('-l, --limit <pattern>', 'only these hosts; @file reads patterns from a file', collect)
    .option('-e, --extra-vars <vars>', 'k=v, JSON, YAML or @file; they win over all others', collect)
    .option('--vars', 'with --graph: variables too')
    .option('-y, --yaml', 'YAML instead of JSON')
    .option('--toml', 'TOML instead of JSON')
    .option('--export', 'variables where they are defined, not merged into hosts')
    .option('--playbook-dir <folder>', 'read group_vars/ and host_vars/ there too')
    .option('-v, --verbose', 'name the ansible.cfg that is read', (_value, count: number) => count + 1, 0)
}
