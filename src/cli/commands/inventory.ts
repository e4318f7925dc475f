import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { LongshoreError } from '../../base/longshore-error.ts'
import { didYouMean } from '../../base/nearest-name.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { pythonJson } from '../../app/python-text.ts'
import { asAnsibleJson, withEncrypted } from '../../app/show-encrypted.ts'
import { graphInventory, listInventory, nestInventory, varsOfHost, type ShowOptions } from '../../app/show-inventory.ts'
import { fileUnreadable } from '../../loader/errors.ts'
import { loadInventory } from '../../loader/inventory/load-inventory.ts'
import { toYaml } from '../../loader/yaml/to-yaml.ts'
import { applyLimit, limitFileNames, matchPattern } from '../../model/host-pattern.ts'
import { hostsOf } from '../../model/inventory-vars.ts'
import type { Inventory } from '../../model/inventory.ts'
import { formatError } from '../exit-codes.ts'
import type { Io } from '../io.ts'
import { createPrompter, type Prompter } from '../terminal/prompt.ts'
import { addVaultOptions, openVault, type VaultFlags, type VaultSettings } from '../vault-flags.ts'

export interface InventoryCommandDeps extends Pick<Io, 'stdout' | 'stderr' | 'cwd' | 'env'> {
  readonly exit: (code: number) => void
  /** Asks for vault passwords. */
  readonly prompter?: Prompter
}

export interface InventoryFlags extends VaultFlags {
  readonly inventory?: readonly string[]
  readonly list?: boolean
  /** The name of a group, or true for `all`. */
  readonly graph?: string | true
  readonly host?: string
  readonly limit?: readonly string[]
  readonly vars?: boolean
  readonly yaml?: boolean
  readonly export?: boolean
  readonly playbookDir?: string
}

/** `longshore inventory`: the flags and the output of ansible-inventory. */
export function addInventoryCommand(program: Command, deps: InventoryCommandDeps): void {
  const command = program
    .command('inventory')
    .description('show the inventory as Longshore reads it')
    .option('-i, --inventory <source>', 'file, folder or a,b, list; may be given several times', collect)
    .option('--list', 'all hosts and groups, as JSON')
    .option('--graph [group]', 'a tree of groups and hosts')
    .option('--host <name>', 'the variables of one host, as JSON')
    .option('-l, --limit <pattern>', 'only these hosts; @file reads patterns from a file', collect)
    .option('--vars', 'with --graph: variables too')
    .option('-y, --yaml', 'YAML instead of JSON')
    .option('--export', 'variables where they are defined, not merged into hosts')
    .option('--playbook-dir <folder>', 'read group_vars/ and host_vars/ there too')
    .action(async (flags: InventoryFlags) => {
      deps.exit(await runInventory(flags, deps))
    })
  addVaultOptions(command)
}

/** Gives the exit code: 0, or 1 for an error in what was asked. */
export async function runInventory(flags: InventoryFlags, deps: Omit<InventoryCommandDeps, 'exit'>): Promise<number> {
  const sources = flags.inventory ?? inventoryOfEnvironment(deps.env)
  const { cwd, env, prompter = createPrompter() } = deps
  const vault = await openVault(flags, vaultOfEnvironment(env), { cwd, prompter })
  if (!vault.ok) return refused(vault.error, deps)
  const varsDirs = [flags.playbookDir ?? cwd]
  const loaded = await loadInventory(sources, { cwd, varsDirs, vault: vault.value })
  if (!loaded.ok) return refused(loaded.error, deps)
  const warnings = [...loaded.value.warnings]
  const shown = await show(loaded.value.inventory, flags, deps.cwd, warnings)
  for (const warning of warnings) deps.stderr(`warning: ${warning}\n`)
  if (shown.ok) deps.stdout(shown.value.endsWith('\n') ? shown.value : `${shown.value}\n`)
  else deps.stderr(formatError(shown.error))
  return shown.ok ? 0 : 1
}

async function show(
  inventory: Inventory,
  flags: InventoryFlags,
  cwd: string,
  warnings: string[],
): Promise<Result<string, LongshoreError>> {
  const actions = [flags.list === true, flags.graph !== undefined, flags.host !== undefined]
  if (actions.filter(Boolean).length !== 1) return err(oneActionOnly())
  const options = await showOptions(inventory, flags, cwd, warnings)
  if (!options.ok) return options
  const print = flags.yaml === true ? toYaml : printJson
  if (flags.host !== undefined) {
    const matched = matchPattern(inventory, flags.host)
    if (!matched.ok) return matched
    const [host, second] = matched.value.hosts
    if (host === undefined || second !== undefined) return err(notOneHost(flags.host, inventory))
    return ok(print(varsOfHost(inventory, host, options.value)))
  }
  if (flags.graph === undefined) {
    return ok(
      print(flags.yaml === true ? nestInventory(inventory, options.value) : listInventory(inventory, options.value)),
    )
  }
  const group = flags.graph === true ? 'all' : flags.graph
  const graph = graphInventory(inventory, group, { ...options.value, vars: flags.vars === true })
  return graph === undefined ? err(noSuchGroup(group, inventory)) : ok(graph)
}

async function showOptions(
  inventory: Inventory,
  flags: InventoryFlags,
  cwd: string,
  warnings: string[],
): Promise<Result<ShowOptions, LongshoreError>> {
  const options = { export: flags.export === true }
  if (flags.limit === undefined) return ok(options)
  const files = new Map<string, string>()
  for (const name of limitFileNames(flags.limit)) {
    try {
      files.set(name, await readFile(resolve(cwd, name), 'utf8'))
    } catch (cause) {
      return err(fileUnreadable(name, cause))
    }
  }
  const limited = applyLimit(inventory, hostsOf(inventory, 'all'), flags.limit, files)
  if (!limited.ok) return limited
  warnings.push(...limited.value.warnings)
  return ok({ ...options, only: new Set(limited.value.hosts) })
}

function printJson(value: unknown): string {
  return pythonJson(withEncrypted(value, asAnsibleJson))
}

function refused(errors: readonly LongshoreError[], deps: Pick<Io, 'stderr'>): number {
  for (const error of errors) deps.stderr(formatError(error))
  return 1
}

function vaultOfEnvironment(env: Io['env']): VaultSettings {
  const vaultPasswordFile = env['LONGSHORE_VAULT_PASSWORD_FILE'] ?? env['ANSIBLE_VAULT_PASSWORD_FILE'] ?? ''
  return vaultPasswordFile === '' ? {} : { vaultPasswordFile }
}

function inventoryOfEnvironment(env: Io['env']): readonly string[] {
  const named = env['LONGSHORE_INVENTORY'] ?? env['ANSIBLE_INVENTORY'] ?? ''
  return named === '' ? [] : [named]
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}

function oneActionOnly(): LongshoreError {
  const hint = 'longshore inventory -i FILE --list'
  return new LongshoreError('USAGE_INVALID', 'give one of --list, --graph and --host', { hint })
}

function notOneHost(pattern: string, inventory: Inventory): LongshoreError {
  const message = `--host takes one host, and '${pattern}' is none${didYouMean(pattern, inventory.hosts.keys())}`
  return new LongshoreError('USAGE_INVALID', message, { hint: 'See the hosts with: longshore inventory --graph' })
}

function noSuchGroup(group: string, inventory: Inventory): LongshoreError {
  const message = `there is no group '${group}'${didYouMean(group, inventory.groups.keys())}`
  return new LongshoreError('USAGE_INVALID', message, { hint: 'See the groups with: longshore inventory --graph' })
}
