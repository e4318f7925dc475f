import { isAbsentModule } from '../../model/absent-modules.ts'
import { GroupDefaults, type ModuleDefaults } from '../../model/playbook.ts'
import { describeNode, toNative, type YamlEntry, type YamlNode } from '../yaml/yaml-node.ts'
import { checkTemplates } from './check-templates.ts'
import { isEmpty, isTemplate } from './fields.ts'
import { membersOfGroup } from './collections/action-groups.ts'
import { resolveModule } from './collections/resolve-module.ts'
import { withoutCollection } from './keyword-levels.ts'
import type { Reading } from './reading.ts'

type DefaultsEntry = readonly [string, unknown]

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

function readEntry(reading: Reading, entry: YamlEntry): readonly DefaultsEntry[] {
  const { key, keyAt, value } = entry
  if (key.startsWith('group/')) return readGroup(reading, entry)
  const name = resolveModule(reading, key)?.name
  if (name === undefined && isAbsentModule(withoutCollection(key))) return []
  if (name === undefined) {
    reading.problem(`module_defaults: there is no module '${key}'`, keyAt, NAMES)
    return []
  }
  reading.place.defaulted.add(name)
  return readArgs(reading, key, value).map((args) => [name, args])
}

/** `group/namespace.collection.name`: what modules have in common that `action_groups` of the collection name. */
function readGroup(reading: Reading, { key, keyAt, value }: YamlEntry): readonly DefaultsEntry[] {
  const members = membersOfGroup(reading, key.slice('group/'.length))
  if (members === undefined) {
    const message = `could not resolve the module_defaults group '${key}'`
    reading.problem(`module_defaults: ${message}`, keyAt, 'Groups are those in meta/runtime.yml of a collection')
    return []
  }
  for (const member of members) reading.place.defaulted.add(member)
  return readArgs(reading, key, value).map((args) => [key, new GroupDefaults(members, args)])
}

/** None where they are in no form that counts. */
function readArgs(reading: Reading, key: string, value: YamlNode): readonly unknown[] {
  checkTemplates(reading, value)
  const isUsable =
    value.kind === 'map' || isEmpty(value) || (value.kind === 'scalar' && isTemplate(String(value.value)))
  if (isUsable) return [toNative(value) ?? {}]
  const message = `module_defaults: ${key}: expected arguments, each as 'name: value', found ${describeNode(value)}`
  reading.problem(message, value.at, 'Write a map')
  return []
}
