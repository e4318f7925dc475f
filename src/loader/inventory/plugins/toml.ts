import { dirname } from 'node:path'
import { inventoryProblem, isPluginConfig } from '../errors.ts'
import { parseTomlInventory } from '../parse-toml-inventory.ts'
import type { InventoryPlugin } from './plugin.ts'

export const toml: InventoryPlugin = {
  name: 'toml',
  accepts: (source) => source.isFile && source.extension === '.toml',
  claims: () => true,
  async read(source, { builder }) {
    const text = source.text()
    if (!text.ok) {
      builder.refuse(text.error)
      return
    }
    const { readToml } = await import('../toml-document.ts')
    const read = readToml(text.value.text, source.shown)
    if (!read.ok) {
      builder.refuse(read.error)
      return
    }
    const { value, at } = read.value
    if (Object.keys(value).length === 0) {
      builder.refuse(inventoryProblem(`Parsed empty TOML file`, at([]), 'Write [group.hosts] and host = {} below it'))
    } else if (value['plugin'] !== undefined) builder.refuse(isPluginConfig('TOML', at(['plugin'])))
    else parseTomlInventory(read.value, { file: source.path, dir: dirname(source.path) }, builder)
  },
}
