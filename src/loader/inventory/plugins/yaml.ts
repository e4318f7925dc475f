import { dirname } from 'node:path'
import { describeNode, entryOf } from '../../yaml/yaml-node.ts'
import { inventoryProblem, isPluginConfig } from '../errors.ts'
import { parseYamlInventory } from '../parse-yaml-inventory.ts'
import type { SourceText } from '../source-text.ts'
import type { InventoryPlugin } from './plugin.ts'

const EXTENSIONS = ['.yaml', '.yml', '.json']

export const yaml: InventoryPlugin = {
  name: 'yaml',
  accepts: (source) => source.isFile && (source.extension === '' || EXTENSIONS.includes(source.extension)),
  claims: (source) => EXTENSIONS.includes(source.extension) || looksLikeYaml(source),
  read(source, { builder }) {
    const parsed = source.yaml()
    if (!parsed.ok) {
      builder.refuseAll(parsed.error)
      return
    }
    const root = parsed.value
    if (root.kind === 'scalar' && root.value === null) {
      builder.refuse(inventoryProblem('Parsed empty YAML file', root.at, EMPTY_HINT))
    } else if (root.kind !== 'map') {
      const message = `${source.shown} is ${describeNode(root)}, not a map of groups`
      const hint = "A YAML inventory starts with a group, such as 'all:'. Is it INI? Then name it *.ini"
      builder.refuse(inventoryProblem(message, root.at, hint))
    } else if (entryOf(root, 'plugin') !== undefined) builder.refuse(isPluginConfig('YAML', root.at))
    else parseYamlInventory(root, { file: source.path, dir: dirname(source.path) }, builder)
  },
}

const EMPTY_HINT = "A YAML inventory starts with a group, such as 'all:'"

function looksLikeYaml(source: SourceText): boolean {
  const text = source.text()
  if (!text.ok || source.extension !== '') return false
  if (source.yaml().ok) {
    const root = source.yaml()
    return root.ok && root.value.kind === 'map'
  }
  const first = text.value.text.split('\n').find((line) => /^\s*[^\s#]/.test(line)) ?? ''
  return /^(?:---|%YAML|\{|["']?[\w.-]+["']?\s*:(?:\s|$))/.test(first)
}
