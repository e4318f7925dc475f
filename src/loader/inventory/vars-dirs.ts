import { join, relative } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { GroupName, HostName } from '../../model/inventory.ts'
import type { Vault } from '../vault/vault.ts'
import type { VarsFolder } from './finish-inventory.ts'
import { readVarsFolder } from './vars-files.ts'

export interface Names {
  readonly groups: ReadonlySet<GroupName>
  readonly hosts: ReadonlySet<HostName>
}

export interface VarsDirsOptions {
  readonly cwd: string
  readonly vault?: Vault | undefined
}

/** What the group_vars/ and host_vars/ in these folders have for these names, a pair a folder. */
export async function readVarsDirs(
  dirs: readonly string[],
  names: Names,
  options: VarsDirsOptions,
): Promise<Result<readonly VarsFolder[], readonly LongshoreError[]>> {
  const problems: LongshoreError[] = []
  const folders: VarsFolder[] = []
  for (const dir of dirs) folders.push(await readVarsDir(dir, names, options, problems))
  return problems.length > 0 ? err(problems) : ok(folders)
}

async function readVarsDir(
  folder: string,
  { groups, hosts }: Names,
  { cwd, vault }: VarsDirsOptions,
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
