import { entryOf } from '../../yaml/yaml-node.ts'
import { noPluginKey, unknownPlugin } from '../errors.ts'
import type { SourceText } from '../source-text.ts'
import { constructed } from './constructed.ts'
import { generator } from './generator.ts'
import type { InventoryPlugin } from './plugin.ts'

/** Plugins that a file names as its `plugin:`. */
const CONFIGURED: Readonly<Record<string, InventoryPlugin>> = {
  constructed,
  'ansible.builtin.constructed': constructed,
  generator,
  'ansible.builtin.generator': generator,
}

/** A YAML file that names the plugin that reads it (Ansible: plugins/inventory/auto.py). */
export const auto: InventoryPlugin = {
  name: 'auto',
  accepts: (source) => source.isFile && ['.yml', '.yaml'].includes(source.extension),
  claims: (source) => pluginEntry(source) !== undefined,
  async read(source, reading) {
    const { builder } = reading
    const parsed = source.yaml()
    if (!parsed.ok) {
      builder.refuseAll(parsed.error)
      return
    }
    const entry = pluginEntry(source)
    const name = entry?.value.kind === 'scalar' ? String(entry.value.value ?? '') : ''
    const plugin = Object.hasOwn(CONFIGURED, name) ? CONFIGURED[name] : undefined
    if (entry === undefined) builder.refuse(noPluginKey(source.path, parsed.value.at))
    else if (plugin === undefined) builder.refuse(unknownPlugin(source.shown, name, entry.value.at))
    else await plugin.read(source, reading)
  },
}

function pluginEntry(source: SourceText) {
  const parsed = source.yaml()
  return parsed.ok && parsed.value.kind === 'map' ? entryOf(parsed.value, 'plugin') : undefined
}
