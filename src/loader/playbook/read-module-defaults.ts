import { isAbsentModule } from '../../model/absent-modules.ts'
import type { ModuleDefaults } from '../../model/playbook.ts'
import { describeNode, toNative, type YamlEntry, type YamlNode } from '../yaml/yaml-node.ts'
import { checkTemplates } from './check-templates.ts'
import { isEmpty, isTemplate } from './fields.ts'
import { withoutCollection } from './keyword-levels.ts'
import type { Reading } from './reading.ts'

const NAMES = 'Name modules, as in \'module_defaults: {copy: {mode: "0644"}}\''

/**
 * `module_defaults`: a map of modules to arguments, or a list of such maps. Names are never templates; a name without a
 * collection and its `ansible.builtin.` form are the same (Ansible: playbook/base.py).
 */
export function readModuleDefaults(
  reading: Reading,
  entry: YamlEntry | undefined,
): readonly ModuleDefaults[] | undefined {
  if (entry === undefined || isEmpty(entry.value)) return undefined
  const maps = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  return maps.map((map) => readMap(reading, map))
}

function readMap(reading: Reading, map: YamlNode): ModuleDefaults {
  if (map.kind !== 'map') {
    const found = describeNode(map)
    reading.problem(`module_defaults: expected modules with their arguments, found ${found}`, map.at, NAMES)
    return {}
  }
  return Object.fromEntries(map.entries.flatMap((entry) => readEntry(reading, entry)))
}

function readEntry(reading: Reading, { key, keyAt, value }: YamlEntry): readonly (readonly [string, unknown])[] {
  const name = reading.modules.get(withoutCollection(key))?.name
  if (name === undefined && isAbsentModule(withoutCollection(key))) return []
  if (name === undefined) {
    const isGroup = key.startsWith('group/')
    const message = isGroup ? `could not resolve the module_defaults group '${key}'` : `there is no module '${key}'`
    reading.problem(`module_defaults: ${message}`, keyAt, isGroup ? 'No module here belongs to a group' : NAMES)
    return []
  }
  reading.place.defaulted.add(name)
  checkTemplates(reading, value)
  const isUsable =
    value.kind === 'map' || isEmpty(value) || (value.kind === 'scalar' && isTemplate(String(value.value)))
  if (isUsable) return [[name, toNative(value) ?? {}]]
  const message = `module_defaults: ${key}: expected arguments, each as 'name: value', found ${describeNode(value)}`
  reading.problem(message, value.at, 'Write a map')
  return []
}
