import { dirname } from 'node:path'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { InventoryRules } from '../loader/inventory/inventory-rules.ts'
import { loadInventory } from '../loader/inventory/load-inventory.ts'
import { collectionsFolders } from '../loader/playbook/collections/collection.ts'
import { loadPlaybook } from '../loader/playbook/load-playbook.ts'
import { parsePlaybook } from '../loader/playbook/parse-playbook.ts'
import type { PlaybookChecks } from '../loader/playbook/reading.ts'
import type { PatternMismatch } from '../model/host-pattern.ts'
import type { Inventory } from '../model/inventory.ts'
import type { ModuleIndex } from '../model/module.ts'
import type { Playbook } from '../model/playbook.ts'
import type { Vault } from '../loader/vault/vault.ts'
import type { Vars } from '../model/vars.ts'
import type { Templater } from '../ports/templater.ts'

export interface LoadRequest {
  readonly cwd: string
  /** Absolute paths. */
  readonly playbooks: readonly string[]
  readonly inventorySources: readonly string[]
  readonly inventoryRules?: InventoryRules
  readonly patternMismatch?: PatternMismatch
  /** Says so where there is only the implicit localhost. Default: yes, where hosts are optional. */
  readonly warnsOfLocalhost?: boolean
  readonly limit: readonly string[]
  readonly limitFiles: ReadonlyMap<string, string>
  readonly extraVars: Vars
  /** Absolute folders of modules of the operator's. */
  readonly modulePath?: readonly string[]
  /** Opens what is encrypted. Without it, nothing is. */
  readonly vault?: Vault
  /** Playbooks that are no files, by their path: a one-task playbook from the command line. */
  readonly inMemory?: ReadonlyMap<string, string>
  /** Absolute folders of roles besides `roles/`. Default: Ansible's. */
  readonly rolesPath?: readonly string[]
  readonly collectionsPath?: readonly string[]
  /** A run without a host to work on is no error, as in Ansible; a limit that matches nothing still is. */
  readonly hostsOptional?: boolean
  /** A wrong argument of a module, or a wrong template, fails its task instead of the whole run, and a key written twice is warned of, as in Ansible. */
  readonly argsWhenRun?: boolean
  /** Absolute folders of what modules in Python import. */
  readonly moduleUtilsPath?: readonly string[]
  /** What becomes of a key that is written twice. Default: it is warned of with `argsWhenRun`, else an error. */
  readonly duplicateKeys?: 'warn' | 'error' | 'ignore'
}

type CheckedRequest = Pick<
  LoadRequest,
  'vault' | 'extraVars' | 'argsWhenRun' | 'rolesPath' | 'collectionsPath' | 'inMemory' | 'playbooks' | 'duplicateKeys'
>

/** What the loader checks playbooks with, and opens what is encrypted. */
export function checksFor(
  { vault, extraVars, argsWhenRun, rolesPath, collectionsPath, inMemory, playbooks, duplicateKeys }: CheckedRequest,
  { templater }: { readonly templater: Templater },
  warn?: (message: string) => void,
): PlaybookChecks {
  return {
    ...templater,
    ...(warn !== undefined && argsWhenRun === true && { warn }),
    extraVars,
    argsWhenRun: argsWhenRun === true,
    modulesWhenRun: argsWhenRun === true && inMemory !== undefined,
    ...(vault !== undefined && { vault }),
    ...(duplicateKeys !== undefined && { duplicateKeys }),
    ...(rolesPath !== undefined && { rolesPath }),
    collectionsPath: collectionsFolders(playbooks, collectionsPath),
  }
}

export interface LoadedRun {
  readonly inventory: Inventory
  /** Folders that hold a group_vars/ or host_vars/, weakest first. */
  readonly varsDirs: readonly string[]
  readonly playbooks: readonly Playbook[]
  readonly warnings: readonly string[]
}

/** Reads inventories and playbooks. Every problem in any of them is told, with its place, before any connection. */
export async function loadRun(
  request: LoadRequest,
  deps: { readonly modules: ModuleIndex; readonly templater: Templater },
): Promise<Result<LoadedRun, readonly LongshoreError[]>> {
  for (const folder of request.modulePath ?? []) deps.modules.addLibrary?.(folder)
  for (const path of request.playbooks) deps.modules.addFolder?.(dirname(path))
  for (const folder of request.moduleUtilsPath ?? []) deps.modules.addModuleUtils?.(folder)
  for (const folder of collectionsFolders(request.playbooks, request.collectionsPath)) {
    deps.modules.addCollectionsFolder?.(folder)
  }
  const inventory = await inventoryOf(request, deps)
  const warnings: string[] = []
  const checks = checksFor(request, deps, (message) => warnings.push(message))
  const playbooks = await Promise.all(request.playbooks.map((path) => playbookAt(path, request, deps.modules, checks)))
  const problems = [
    ...(inventory.ok ? [] : inventory.error),
    ...playbooks.flatMap((playbook) => (playbook.ok ? [] : playbook.error)),
  ]
  if (!inventory.ok || problems.length > 0) return err(problems)
  return ok({
    inventory: inventory.value.inventory,
    varsDirs: inventory.value.varsDirs,
    playbooks: playbooks.flatMap((playbook) => (playbook.ok ? [playbook.value] : [])),
    warnings: [...inventory.value.warnings, ...warnings],
  })
}

/** The inventory that the request names, with the variables beside it and beside the playbooks. */
export function inventoryOf(
  request: LoadRequest,
  { templater }: { readonly templater: Templater },
): ReturnType<typeof loadInventory> {
  const varsDirs = [...new Set(request.playbooks.map((path) => dirname(path)))]
  return loadInventory(request.inventorySources, {
    cwd: request.cwd,
    varsDirs,
    vault: request.vault,
    rules: request.inventoryRules,
    extraVars: request.extraVars,
    templater: () => Promise.resolve(templater),
  })
}

async function playbookAt(
  path: string,
  request: LoadRequest,
  modules: ModuleIndex,
  checks: PlaybookChecks,
): Promise<Result<Playbook, readonly LongshoreError[]>> {
  const text = request.inMemory?.get(path)
  if (text === undefined) return loadPlaybook(path, modules, checks)
  const parsed = parsePlaybook(text, path, modules, checks)
  return parsed.ok ? ok({ ...parsed.value, path }) : parsed
}
