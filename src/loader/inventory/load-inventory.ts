import { resolve } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { Inventory, InventorySource } from '../../model/inventory.ts'
import type { Vars } from '../../model/vars.ts'
import type { Templater } from '../../ports/templater.ts'
import type { Vault } from '../vault/vault.ts'
import { noPluginEnabled, noSources, nothingParsed, sourceUnparsed } from './errors.ts'
import { findSource, type FoundSource } from './find-sources.ts'
import { finishInventory, reconcile } from './finish-inventory.ts'
import { InventoryBuilder } from './inventory-builder.ts'
import { DEFAULT_RULES, type InventoryRules } from './inventory-rules.ts'
import { pluginNamed } from './plugins/index.ts'
import type { InventoryPlugin } from './plugins/plugin.ts'
import { readSource } from './read-source.ts'
import { readVarsDirs } from './vars-dirs.ts'

export interface LoadInventoryOptions {
  /** Relative sources and folders start here, and scripts run here. */
  readonly cwd: string
  /** Folders beside the inventories' own whose group_vars/ and host_vars/ count, such as the playbook's. They win. */
  readonly varsDirs: readonly string[]
  /** Opens what is encrypted. Without it, nothing is. */
  readonly vault?: Vault | undefined
  readonly rules?: InventoryRules | undefined
  /** For sources that are computed, such as `plugin: constructed`. */
  readonly templater?: (() => Promise<Templater>) | undefined
  readonly extraVars?: Vars | undefined
  /** A script that runs longer is ended. */
  readonly scriptTimeoutMs?: number | undefined
}

export interface LoadedInventory {
  readonly inventory: Inventory
  /** Absolute paths of the folders whose group_vars/ and host_vars/ were read, weakest first. */
  readonly varsDirs: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * Reads inventories in order into one (Ansible: inventory/manager.py): files, scripts, folders and lists such as `a,b,`;
 * then the group_vars/ and host_vars/ beside them. Gives every problem that it finds, not the first alone; where the rules
 * are lenient, warnings instead.
 */
export async function loadInventory(
  sources: readonly string[],
  options: LoadInventoryOptions,
): Promise<Result<LoadedInventory, readonly LongshoreError[]>> {
  const { rules = DEFAULT_RULES } = options
  if (sources.length === 0 && !rules.lenient) return err([noSources()])
  const builder = new InventoryBuilder(rules)
  const plugins = enabledPlugins(builder)
  if (plugins.length === 0) return err([noPluginEnabled()])
  const read = await readSources(sources, { builder, plugins, options })
  if (!read.ok) return err([...builder.fatal, ...read.error])
  const { named, varsDirs, isParsed } = read.value
  if (isParsed || !rules.lenient) reconcile(builder)
  else if (rules.unparsedFails) return err([nothingParsed()])
  else if (rules.warnsOfUnparsed) builder.warnings.push('No inventory was parsed, only implicit localhost is available')
  const extra = options.varsDirs.map((folder) => resolve(options.cwd, folder))
  const dirs = lastOfEach([...varsDirs, ...extra])
  const names = { groups: new Set(builder.groups.keys()), hosts: new Set(builder.hosts.keys()) }
  const folders = await readVarsDirs(dirs, names, options)
  const problems = [...builder.fatal, ...builder.problems, ...(folders.ok ? [] : folders.error)]
  if (!folders.ok || problems.length > 0) return err(problems)
  const inventory = finishInventory(builder, folders.value, named, new Set(extra).size)
  return ok({ inventory, varsDirs: dirs, warnings: [...new Set(builder.warnings)] })
}

interface Sources {
  readonly builder: InventoryBuilder
  readonly plugins: readonly InventoryPlugin[]
  readonly options: LoadInventoryOptions
}

interface ReadSources {
  readonly named: readonly InventorySource[]
  readonly varsDirs: readonly string[]
  /** At least one source could be read. */
  readonly isParsed: boolean
}

async function readSources(
  sources: readonly string[],
  using: Sources,
): Promise<Result<ReadSources, readonly LongshoreError[]>> {
  const { builder, options } = using
  const named: InventorySource[] = []
  const varsDirs: string[] = []
  let isParsed = false
  for (const given of sources) {
    const path = resolve(options.cwd, given)
    const found = await findSource(given, path, builder.rules)
    if (!found.ok) {
      builder.problems.push(...found.error)
      continue
    }
    const { varsDir, warnings } = found.value
    named.push({ given, path: varsDir === undefined ? undefined : path })
    if (varsDir !== undefined) varsDirs.push(varsDir)
    builder.warnings.push(...warnings)
    const parsed = await readFiles(found.value, path, varsDirs, using)
    if (!parsed.ok) return err([parsed.error])
    isParsed ||= parsed.value
  }
  return ok({ named, varsDirs, isParsed })
}

async function readFiles(
  { files }: FoundSource,
  path: string,
  varsDirs: readonly string[],
  { builder, plugins, options }: Sources,
): Promise<Result<boolean, LongshoreError>> {
  const { cwd, vault, templater, extraVars = {}, scriptTimeoutMs } = options
  const reading = { builder, cwd, vault, templater, extraVars, varsDirs, scriptTimeoutMs }
  let isParsed = false
  for (const file of files) {
    const parsed = await readSource(file, plugins, reading)
    isParsed ||= parsed
    const unparsed = parsed ? undefined : unparsedSource(file.kind === 'list' ? file.list : file.path, builder)
    if (unparsed !== undefined) return err(unparsed)
  }
  const missing = files.length === 0 ? unparsedSource(path, builder) : undefined
  return missing === undefined ? ok(isParsed) : err(missing)
}

/** The error, where the rules make it one. */
function unparsedSource(path: string, { rules, warnings }: InventoryBuilder): LongshoreError | undefined {
  if (!rules.lenient) return undefined
  if (rules.anyUnparsedFails) return sourceUnparsed(path)
  warnings.push(`Unable to parse ${path} as an inventory source`)
  return undefined
}

function enabledPlugins({ rules, warnings }: InventoryBuilder): readonly InventoryPlugin[] {
  return rules.enabled.flatMap((name) => {
    const plugin = pluginNamed(name)
    if (plugin === undefined) warnings.push(`Failed to load inventory plugin, skipping ${name}`)
    return plugin ?? []
  })
}

function lastOfEach(folders: readonly string[]): readonly string[] {
  return [...new Set(folders.toReversed())].reverse()
}
