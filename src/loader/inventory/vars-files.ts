import { readdir, stat } from '../../base/files-at-once.ts'
import { extname, join } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Vars } from '../../model/vars.ts'
import { errnoOf, fileUnreadable } from '../errors.ts'
import { readTextFile, withoutSecrets } from '../read-text-file.ts'
import type { Vault } from '../vault/vault.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { describeNode, mapToNative } from '../yaml/yaml-node.ts'
import { varsNotMap } from './errors.ts'
import type { VarsByName } from './finish-inventory.ts'

const EXTENSIONS = ['', '.yml', '.yaml', '.json']

export interface VarsFolderRequest {
  /** Absolute path of group_vars/ or host_vars/, which may be missing. */
  readonly path: string
  /** As error texts name it. */
  readonly shown: string
  /** Groups or hosts of the inventory: files of other names are left alone, unread. */
  readonly names: ReadonlySet<string>
  readonly problems: LongshoreError[]
  readonly vault?: Vault | undefined
}

/**
 * Variables in `group_vars/` or `host_vars/` by name: NAME, NAME.yml, NAME.yaml or NAME.json, the first that exists. A folder
 * NAME counts with every such file in it, in the order of their names (Ansible: plugins/vars/host_group_vars.py).
 */
export async function readVarsFolder(request: VarsFolderRequest): Promise<VarsByName> {
  const files = new Set(await namesIn(request.path, request.shown, request.problems))
  const found = new Map<string, Vars>()
  const names = new Set([...files].flatMap(namesBehind))
  for (const name of names) {
    if (!request.names.has(name)) continue
    const file = EXTENSIONS.map((extension) => name + extension).find((candidate) => files.has(candidate))
    if (file === undefined) continue
    const vars = await readEntry(join(request.path, file), `${request.shown}/${file}`, request)
    if (vars !== undefined) found.set(name, vars)
  }
  return found
}

function namesBehind(file: string): readonly string[] {
  const extension = EXTENSIONS.find((known) => known !== '' && file.endsWith(known))
  return extension === undefined ? [file] : [file, file.slice(0, -extension.length)]
}

type Reading = Pick<VarsFolderRequest, 'problems' | 'vault'>

async function readEntry(path: string, shown: string, reading: Reading): Promise<Vars | undefined> {
  if (!(await isFolder(path))) return readVarsFile(path, shown, reading)
  let vars: Vars = {}
  for (const file of await filesBelow(path, shown, reading.problems)) {
    vars = { ...vars, ...(await readVarsFile(file.path, file.shown, reading)) }
  }
  return vars
}

interface NamedFile {
  readonly path: string
  readonly shown: string
}

async function filesBelow(folder: string, shown: string, problems: LongshoreError[]): Promise<readonly NamedFile[]> {
  const files: NamedFile[] = []
  const names = [...(await namesIn(folder, shown, problems))]
  for (const name of names.sort((a, b) => (a < b ? -1 : 1))) {
    if (name.startsWith('.') || name.endsWith('~')) continue
    const path = join(folder, name)
    const extension = extname(name)
    if (await isFolder(path)) {
      if (extension === '') files.push(...(await filesBelow(path, `${shown}/${name}`, problems)))
    } else if (EXTENSIONS.includes(extension)) files.push({ path, shown: `${shown}/${name}` })
  }
  return files
}

async function readVarsFile(path: string, shown: string, reading: Reading): Promise<Vars | undefined> {
  const { problems, vault } = reading
  const file = await readTextFile({ path, shown, code: 'VARS_INVALID', vault })
  if (!file.ok) {
    problems.push(file.error)
    return undefined
  }
  const parsed = parseYaml(file.value.text, shown, 'VARS_INVALID', vault)
  if (!parsed.ok) {
    problems.push(...withoutSecrets(parsed.error, file.value, shown))
    return undefined
  }
  const root = parsed.value
  if (root.kind === 'map') return mapToNative(root)
  if (root.kind === 'scalar' && root.value === null) return undefined
  problems.push(varsNotMap(shown, describeNode(root), root.at))
  return undefined
}

/** Empty where there is no such folder. */
async function namesIn(folder: string, shown: string, problems: LongshoreError[]): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    const code = errnoOf(cause)
    if (code !== 'ENOENT' && code !== 'ENOTDIR') problems.push(fileUnreadable(shown, cause))
    return []
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
