import { auto } from './auto.ts'
import { constructed } from './constructed.ts'
import { generator } from './generator.ts'
import { advancedHostList, hostList } from './host-list.ts'
import { ini } from './ini.ts'
import type { InventoryPlugin } from './plugin.ts'
import { script } from './script.ts'
import { toml } from './toml.ts'
import { yaml } from './yaml.ts'

const PLUGINS: readonly InventoryPlugin[] = [
  ...[hostList, advancedHostList, script, auto, yaml, ini, toml],
  ...[constructed, generator],
]

/** By its name in `enable_plugins`, with or without its collection. Undefined: there is none such here. */
export function pluginNamed(name: string): InventoryPlugin | undefined {
  const bare = name.trim().replace(/^ansible\.builtin\./, '')
  return PLUGINS.find((plugin) => plugin.name === bare)
}
