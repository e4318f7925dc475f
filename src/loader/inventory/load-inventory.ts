import { join, relative, resolve } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { GroupName, HostName, Inventory, InventorySource } from '../../model/inventory.ts'
import { noSources } from './errors.ts'
import { findSource } from './find-sources.ts'
import { finishInventory, reconcile, type VarsFolder } from './finish-inventory.ts'
import type { Vault } from '../vault/vault.ts'
import { InventoryBuilder } from './inventory-builder.ts'
import { parseHostList } from './parse-host-list.ts'
import { readSourceFile } from './read-source-file.ts'
import { readVarsFolder } from './vars-files.ts'

export interface LoadInventoryOptions {
  /** Relative sources and folders start here. */
  readonly cwd: string
  /** Folders beside the inventories' own whose group_vars/ and host_vars/ count, such as the playbook's. They win. */
  readonly varsDirs: readonly string[]
  /** Opens what is encrypted. Without it, nothing is. */
  readonly vault?: Vault | undefined
}

export interface LoadedInventory {
  readonly inventory: Inventory
  /** Absolute paths of the folders whose group_vars/ and host_vars/ were read, weakest first. */
  readonly varsDirs: readonly string[]
  readonly warnings: readonly string[]
}

/**
 * Reads inventories in order into one (Ansible: inventory/manager.py): files, folders and lists such as `a,b,`; then the
 * group_vars/ and host_vars/ beside them. Gives every problem that it finds, not the first alone.
 */
export async function loadInventory(
  sources: readonly string[],
  options: LoadInventoryOptions,
): Promise<Result<LoadedInventory, readonly LongshoreError[]>> {
  if (sources.length === 0) return err([noSources()])
  const builder = new InventoryBuilder()
  const named: InventorySource[] = []
  const varsDirs: string[] = []
  for (const given of sources) {
    const path = resolve(options.cwd, given)
    const found = await findSource(given, path)
    if (!found.ok) {
      builder.problems.push(...found.error)
      continue
    }
    const { files, varsDir, warnings } = found.value
    named.push({ given, path: varsDir === undefined ? undefined : path })
    if (varsDir !== undefined) varsDirs.push(varsDir)
    builder.warnings.push(...warnings)
    for (const file of files) {
      if (file.kind === 'list') parseHostList(file.list, builder)
      else await readSourceFile(file, builder, options.vault)
    }
  }
  reconcile(builder)
  const extra = options.varsDirs.map((folder) => resolve(options.cwd, folder))
  const dirs = lastOfEach([...varsDirs, ...extra])
  const names = { groups: new Set(builder.groups.keys()), hosts: new Set(builder.hosts.keys()) }
  const folders = await readVarsDirs(dirs, names, options)
  const problems = [...builder.problems, ...(folders.ok ? [] : folders.error)]
  if (!folders.ok || problems.length > 0) return err(problems)
  const inventory = finishInventory(builder, folders.value, named)
  return ok({ inventory, varsDirs: dirs, warnings: [...new Set(builder.warnings)] })
}

interface Names {
  readonly groups: ReadonlySet<GroupName>
  readonly hosts: ReadonlySet<HostName>
}

/** What the group_vars/ and host_vars/ in these folders have for these names, a pair a folder. */
export async function readVarsDirs(
  dirs: readonly string[],
  names: Names,
  options: Pick<LoadInventoryOptions, 'cwd' | 'vault'>,
): Promise<Result<readonly VarsFolder[], readonly LongshoreError[]>> {
  const problems: LongshoreError[] = []
  const folders: VarsFolder[] = []
  for (const dir of dirs) folders.push(await readVarsDir(dir, names, options, problems))
  return problems.length > 0 ? err(problems) : ok(folders)
}

async function readVarsDir(
  folder: string,
  { groups, hosts }: Names,
  { cwd, vault }: Pick<LoadInventoryOptions, 'cwd' | 'vault'>,
  problems: LongshoreError[],
): Promise<VarsFolder> {
  const read = (name: string, names: ReadonlySet<string>) => {
    const path = join(folder, name)
    const fromCwd = relative(cwd, path)
    return readVarsFolder({ path, shown: fromCwd.startsWith('..') ? path : fromCwd, names, problems, vault })
  }
  return {
    groups: await read('group_vars', groups),
    hosts: await read('host_vars', hosts),
  }
}

function lastOfEach(folders: readonly string[]): readonly string[] {
  return [...new Set(folders.toReversed())].reverse()
}
