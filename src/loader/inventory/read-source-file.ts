import { readFile } from 'node:fs/promises'
import { dirname, extname } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { fileUnreadable } from '../errors.ts'
import { textOf, withoutSecrets, type TextFile } from '../read-text-file.ts'
import type { Vault } from '../vault/vault.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import { describeNode, entryOf, type YamlMap } from '../yaml/yaml-node.ts'
import { inventoryProblem, notSupportedYet, sourceEmpty } from './errors.ts'
import type { SourceFile } from './find-sources.ts'
import type { InventoryBuilder } from './inventory-builder.ts'
import { parseIni } from './parse-ini.ts'
import { parseYamlInventory } from './parse-yaml-inventory.ts'

type File = Extract<SourceFile, { kind: 'file' }>

const YAML_EXTENSIONS = ['.yml', '.yaml', '.json']

/**
 * Reads one inventory file into the builder. By its name it is YAML (.yml, .yaml, .json) or INI; without an extension it
 * is YAML where it parses as a map, else INI (Ansible tries its plugins in that order).
 */
export async function readSourceFile(file: File, builder: InventoryBuilder, vault?: Vault): Promise<void> {
  const read = await readText(file, vault)
  if (!read.ok) {
    builder.problems.push(read.error)
    return
  }
  const { text } = read.value
  if (isBlank(text)) {
    if (file.path === '/dev/null') return
    if (file.fromFolder) builder.warnings.push(`${file.shown} is empty: it names no host`)
    else builder.problems.push(sourceEmpty(file.shown))
    return
  }
  const origin = { file: file.path, dir: dirname(file.path) }
  const before = builder.problems.length
  const yaml = readAsYaml(text, file, vault)
  if (yaml === 'not YAML') parseIni(text, file.shown, origin, builder)
  else if (yaml.ok) parseYamlInventory(yaml.value, origin, builder)
  else builder.problems.push(...yaml.error)
  const problems = builder.problems.splice(before)
  builder.problems.push(...withoutSecrets(problems, read.value, file.shown))
}

async function readText(file: File, vault: Vault | undefined): Promise<Result<TextFile, LongshoreError>> {
  const { shown } = file
  let bytes: Buffer
  try {
    bytes = await readFile(file.path)
  } catch (cause) {
    return err(fileUnreadable(shown, cause))
  }
  if (bytes.subarray(0, 2).toString('latin1') === '#!') {
    return err(notSupportedYet('an inventory script', shown, 'Keep its output in a .json file, and name that one'))
  }
  if (extname(file.path) === '.toml') {
    return err(notSupportedYet('a TOML inventory', shown, 'Write it as YAML or INI'))
  }
  return textOf(bytes, { shown, code: 'INVENTORY_INVALID', vault })
}

function readAsYaml(
  text: string,
  file: File,
  vault: Vault | undefined,
): Result<YamlMap, readonly LongshoreError[]> | 'not YAML' {
  const extension = extname(file.path)
  const certain = YAML_EXTENSIONS.includes(extension)
  if (!certain && extension !== '') return 'not YAML'
  const parsed = parseYaml(text, file.shown, 'INVENTORY_INVALID', vault)
  if (!parsed.ok) return certain || looksLikeYaml(text) ? parsed : 'not YAML'
  const root = parsed.value
  if (root.kind !== 'map') {
    if (!certain) return 'not YAML'
    const hint = "A YAML inventory starts with a group, such as 'all:'. Is it INI? Then name it *.ini"
    return err([inventoryProblem(`${file.shown} is ${describeNode(root)}, not a map of groups`, root.at, hint)])
  }
  const plugin = entryOf(root, 'plugin')
  if (plugin?.value.kind !== 'scalar' || plugin.value.value === null) return ok(root)
  const name = `the inventory plugin '${String(plugin.value.value)}'`
  return err([
    notSupportedYet(name, file.shown, 'Write its result as YAML: ansible-inventory -i FILE --list -y --export'),
  ])
}

function isBlank(text: string): boolean {
  return !/^[^\S\n]*[^\s#;]/m.test(text) || /^\s*---\s*$/.test(text)
}

function looksLikeYaml(text: string): boolean {
  const first = text.split('\n').find((line) => /^\s*[^\s#]/.test(line)) ?? ''
  return /^(?:---|%YAML|\{|["']?[\w.-]+["']?\s*:(?:\s|$))/.test(first)
}
