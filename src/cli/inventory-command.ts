import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { inventoryRules } from '../app/inventory-rules.ts'
import { pythonJson } from '../model/python-text.ts'
import { asAnsibleJson, openedWherePossible, withOpaque } from '../app/show-opaque.ts'
import {
  graphInventory,
  listInventory,
  nestInventory,
  tableInventory,
  varsOfHost,
  type ShowOptions,
} from '../app/show-inventory.ts'
import type { Settings } from '../app/project-settings.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { loadExtraVars } from '../loader/extra-vars.ts'
import { loadInventory } from '../loader/inventory/load-inventory.ts'
import { toYaml } from '../loader/yaml/to-yaml.ts'
import { applyLimit, matchPattern } from '../model/host-pattern.ts'
import { hostsOf } from '../model/inventory-vars.ts'
import type { Inventory } from '../model/inventory.ts'
import { UnsafeText } from '../model/opaque-text.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater } from '../ports/templater.ts'
import type { InventoryFlags } from './commands/inventory.ts'
import { ansibleDefaultInventory } from './default-inventory.ts'
import { noAction, noSuchGroup, notOneHost, outputUnwritable, tooManyActions } from './inventory-errors.ts'
import { pythonToml } from './inventory-toml.ts'
import type { Io } from './io.ts'
import { readLimitFiles } from './read-limit-files.ts'
import { readSettings } from './read-settings.ts'
import { createPrompter, type Prompter } from './terminal/prompt.ts'
import { configLine, voiceOf, type Voice } from './voice.ts'
import { openVault } from './vault-flags.ts'

export interface InventoryIo extends Pick<Io, 'stdout' | 'stderr' | 'cwd' | 'home' | 'env'> {
  /** For sources that are computed. */
  readonly templater?: () => Promise<Templater>
  /** Asks for vault passwords. */
  readonly prompter?: Prompter
}

/** Shows an inventory as the flags say. Gives the exit code. */
export async function runInventory(flags: InventoryFlags, io: InventoryIo): Promise<number> {
  const voice = voiceOf(flags.program === undefined ? undefined : 'ansible')
  const read = await readSettings(flags, io)
  if (!read.ok) return refused(read.error, voice, io)
  const { settings, configFile, warnings } = read.value
  for (const warning of warnings) io.stderr(voice.warning(warning))
  if (flags.program !== undefined && (flags.verbose ?? 0) > 0) io.stdout(configLine(configFile))
  const shown = await show(withSettings(flags, settings), settings, io, (warning) => io.stderr(voice.warning(warning)))
  if (!shown.ok) return refused(shown.error, voice, io)
  if (flags.outputFile === undefined) {
    io.stdout(shown.value.endsWith('\n') ? shown.value : `${shown.value}\n`)
    return 0
  }
  const written = await write(resolve(io.cwd, flags.outputFile), shown.value)
  return written.ok ? 0 : refused([written.error], voice, io)
}

async function show(
  flags: InventoryFlags,
  settings: Settings,
  io: InventoryIo,
  onWarning: (warning: string) => void,
): Promise<Result<string, readonly LongshoreError[]>> {
  const actions = [flags.list === true, flags.graph !== undefined, flags.host !== undefined].filter(Boolean).length
  if (actions !== 1) return err([actions === 0 ? noAction() : tooManyActions()])
  const vault = await openVault(flags, settings, { cwd: io.cwd, prompter: io.prompter ?? createPrompter() })
  if (!vault.ok) return vault
  const extraVars = await loadExtraVars(flags.extraVars ?? [], {
    cwd: io.cwd,
    vault: vault.value,
    lenient: flags.program !== undefined,
    mergesHashes: settings.ansible.hashBehaviour === 'merge',
  })
  if (!extraVars.ok) return extraVars
  const sources = await sourcesOf(flags, settings)
  const varsDirs = [flags.playbookDir ?? settings.ansible.playbookDir ?? io.cwd]
  const loaded = await loadInventory(sources, {
    cwd: io.cwd,
    varsDirs,
    vault: vault.value,
    rules: inventoryRules(settings.ansible, flags.program !== undefined),
    extraVars: extraVars.value,
    templater: io.templater,
  })
  if (!loaded.ok) return loaded
  loaded.value.warnings.forEach(onWarning)
  const { inventory } = loaded.value
  const options = await showOptions(inventory, flags, io.cwd, extraVars.value, onWarning)
  if (!options.ok) return err([options.error])
  const text = textOf(inventory, flags, options.value)
  return text.ok ? text : err([text.error])
}

function withSettings(flags: InventoryFlags, { ansible }: Settings): InventoryFlags {
  return ansible.inventoryExport === true ? { export: true, ...flags } : flags
}

async function sourcesOf(flags: InventoryFlags, { inventory }: Settings): Promise<readonly string[]> {
  return inventory.length === 0 && flags.program !== undefined ? await ansibleDefaultInventory() : inventory
}

function textOf(inventory: Inventory, flags: InventoryFlags, options: ShowOptions): Result<string, LongshoreError> {
  const print = flags.yaml === true ? printYaml : flags.toml === true ? printToml : printJson
  if (flags.host !== undefined) {
    const matched = matchPattern(inventory, flags.host)
    if (!matched.ok) return matched
    const [host, second] = matched.value.hosts
    if (host === undefined || second !== undefined) return err(notOneHost(flags.host, inventory))
    return ok(print(varsOfHost(inventory, host, options)))
  }
  if (flags.graph === undefined) {
    const shaped = flags.yaml === true ? nestInventory : flags.toml === true ? tableInventory : listInventory
    return ok(print(shaped(inventory, options)))
  }
  const group = flags.graph === true ? 'all' : flags.graph
  const graph = graphInventory(inventory, group, { ...options, vars: flags.vars === true })
  return graph === undefined ? err(noSuchGroup(group, inventory)) : ok(graph)
}

async function showOptions(
  inventory: Inventory,
  flags: InventoryFlags,
  cwd: string,
  extraVars: Vars,
  onWarning: (warning: string) => void,
): Promise<Result<ShowOptions, LongshoreError>> {
  const options = { export: flags.export === true, extraVars }
  if (flags.limit === undefined) return ok(options)
  const files = await readLimitFiles(flags.limit, cwd)
  if (!files.ok) return files
  const limited = applyLimit(inventory, hostsOf(inventory, 'all'), flags.limit, files.value)
  if (!limited.ok) return limited
  limited.value.warnings.forEach(onWarning)
  return ok({ ...options, only: new Set(limited.value.hosts) })
}

function printToml(value: unknown): string {
  return pythonToml(withOpaque(value, openedWherePossible))
}

/** YAML has a tag for what is encrypted, and shows it; what is only marked as unsafe is its text, as in ansible-inventory. */
function printYaml(value: unknown): string {
  return toYaml(withOpaque(value, (opaque) => (opaque instanceof UnsafeText ? opaque.text : opaque)))
}

function printJson(value: unknown): string {
  return pythonJson(withOpaque(value, asAnsibleJson))
}

async function write(path: string, text: string): Promise<Result<undefined, LongshoreError>> {
  try {
    await writeFile(path, text)
    return ok(undefined)
  } catch (cause) {
    return err(outputUnwritable(path, cause))
  }
}

function refused(errors: readonly LongshoreError[], voice: Voice, io: InventoryIo): number {
  for (const error of errors) io.stderr(voice.error(error))
  return voice.exitCodeOfErrors(errors)
}
