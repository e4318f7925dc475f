import type { LongshoreError } from '../../../base/longshore-error.ts'
import { err, ok, type Result } from '../../../base/result.ts'
import type { GroupName } from '../../../model/inventory.ts'
import type { Vars } from '../../../model/vars.ts'
import type { Templater } from '../../../ports/templater.ts'
import { entryOf, toNative, type YamlMap, type YamlNode } from '../../yaml/yaml-node.ts'
import { inventoryProblem } from '../errors.ts'
import type { InventoryBuilder, SourceOrigin } from '../inventory-builder.ts'
import { varsScope } from '../vars-scope.ts'
import type { InventoryPlugin } from './plugin.ts'

/** More hosts than this out of one file is a slip of the keyboard. */
const MAX_HOSTS = 100_000

/** Hosts for every combination of `layers`, each in groups of computed names (Ansible: plugins/inventory/generator.py). */
export const generator: InventoryPlugin = {
  name: 'generator',
  accepts: (source) => source.isFile && ['', '.config', '.yml', '.yaml'].includes(source.extension),
  async read(source, reading) {
    const { builder } = reading
    const root = source.yaml()
    if (!root.ok) {
      builder.refuseAll(root.error)
      return
    }
    if (reading.templater === undefined) throw new Error('a generated inventory needs a templater')
    const origin = { file: source.path, dir: null }
    const config = configOf(root.value)
    if (!config.ok) {
      builder.refuse(config.error)
      return
    }
    const generating = { builder, origin, templater: await reading.templater() }
    for (const vars of config.value.combinations) {
      const done = addHost(config.value.hosts, vars, generating)
      if (!done.ok) {
        builder.refuse(done.error)
        return
      }
    }
  },
}

interface Generating {
  readonly builder: InventoryBuilder
  readonly origin: SourceOrigin
  readonly templater: Templater
}

interface Config {
  readonly hosts: YamlMap
  readonly combinations: readonly Vars[]
}

function configOf(root: YamlNode): Result<Config, LongshoreError> {
  const hosts = root.kind === 'map' ? entryOf(root, 'hosts')?.value : undefined
  const layers = root.kind === 'map' ? entryOf(root, 'layers')?.value : undefined
  if (hosts?.kind !== 'map') return err(refused("the plugin generator needs 'hosts', a map with a name", hosts ?? root))
  if (layers?.kind !== 'map') return err(refused("the plugin generator needs 'layers', a map of lists", layers ?? root))
  let combinations: Vars[] = [{}]
  for (const { key, value } of layers.entries) {
    if (value.kind !== 'list') return err(refused(`the layer '${key}' is no list`, value))
    const items = value.items.map(toNative)
    if (combinations.length * items.length > MAX_HOSTS)
      return err(refused('the layers give more than 100,000 hosts', value))
    combinations = combinations.flatMap((vars) => items.map((item) => ({ ...vars, [key]: item })))
  }
  return ok({ hosts, combinations })
}

function addHost(hosts: YamlMap, vars: Vars, generating: Generating): Result<undefined, LongshoreError> {
  const name = nameOf(hosts, vars, generating)
  if (!name.ok) return name
  generating.builder.addHost(name.value, undefined, undefined, generating.origin)
  return addParents(name.value, 'host', hosts, vars, generating)
}

function addParents(
  child: string,
  kind: 'host' | 'group',
  of: YamlMap,
  vars: Vars,
  generating: Generating,
): Result<undefined, LongshoreError> {
  const { builder, templater } = generating
  const parents = entryOf(of, 'parents')?.value
  if (parents === undefined) return ok(undefined)
  if (parents.kind !== 'list') return err(refused(`the parents of '${child}' are no list`, parents))
  for (const parent of parents.items) {
    if (parent.kind !== 'map') return err(refused(`a parent of '${child}' is no map with a name`, parent))
    const name = nameOf(parent, vars, generating)
    if (!name.ok) return name
    const group: GroupName = builder.addGroup(name.value)
    const groupVars = entryOf(parent, 'vars')?.value
    for (const entry of groupVars?.kind === 'map' ? groupVars.entries : []) {
      const value = templater.renderDeep(toNative(entry.value), varsScope(vars, templater))
      if (!value.ok) return err(refused(`${entry.key}: ${value.error.message}`, entry.value))
      builder.setVariable(group, entry.key, value.value, entry.value.at)
    }
    if (kind === 'host') builder.groups.get(group)?.hosts.add(child)
    else builder.addChild(group, child, parent.at)
    const above = addParents(group, 'group', parent, vars, generating)
    if (!above.ok) return above
  }
  return ok(undefined)
}

function nameOf(of: YamlMap, vars: Vars, { templater }: Generating): Result<string, LongshoreError> {
  const node = entryOf(of, 'name')?.value
  if (node?.kind !== 'scalar' || node.value === null) return err(refused('an element has no name', of))
  const name = templater.render(String(node.value), varsScope(vars, templater))
  return name.ok ? ok(String(name.value)) : err(refused(`name: ${name.error.message}`, node))
}

function refused(message: string, { at }: YamlNode): LongshoreError {
  return inventoryProblem(
    message,
    at,
    'It has hosts: {name, parents} and layers: {name: [value]}, and templates in names',
  )
}
