import { entryOf } from '../../yaml/yaml-node.ts'
import { hostVars, groupsOf } from '../../../model/inventory-vars.ts'
import type { HostName, Inventory } from '../../../model/inventory.ts'
import type { Vars } from '../../../model/vars.ts'
import { constructHost } from '../construct-host.ts'
import { constructedOptions } from '../constructed-options.ts'
import { inventoryProblem } from '../errors.ts'
import { finishInventory } from '../finish-inventory.ts'
import { readVarsDirs } from '../vars-dirs.ts'
import type { InventoryPlugin } from './plugin.ts'

/**
 * Variables and groups that are computed from what the sources before this one say (Ansible: plugins/inventory/constructed.py).
 */
export const constructed: InventoryPlugin = {
  name: 'constructed',
  accepts: (source) => source.isFile && ['', '.config', '.yml', '.yaml'].includes(source.extension),
  async read(source, reading) {
    const { builder, cwd, vault, extraVars, varsDirs } = reading
    const root = source.yaml()
    if (!root.ok) {
      builder.refuseAll(root.error)
      return
    }
    if (root.value.kind !== 'map' || !isNamed(entryOf(root.value, 'plugin')?.value)) {
      builder.refuse(inventoryProblem('Incorrect plugin name in file', root.value.at, "Write 'plugin: constructed'"))
      return
    }
    const options = constructedOptions(root.value, builder)
    if (options === undefined) return
    if (reading.templater === undefined) throw new Error('a constructed inventory needs a templater')
    const names = { groups: new Set(builder.groups.keys()), hosts: new Set(builder.hosts.keys()) }
    const files = await readVarsDirs(options.usesVarsPlugins ? varsDirs : [], names, { cwd, vault })
    if (!files.ok) {
      builder.refuseAll(files.error)
      return
    }
    const varsOf = varsReader(finishInventory(builder, files.value, []))
    const constructing = { options, builder, extraVars, templater: await reading.templater() }
    for (const host of names.hosts) {
      const done = constructHost(host, varsOf(host), constructing)
      if (!done.ok) {
        builder.refuse(done.error)
        return
      }
    }
  },
}

function isNamed(node: { readonly kind: string; readonly value?: unknown } | undefined): boolean {
  return node?.kind === 'scalar' && ['constructed', 'ansible.builtin.constructed'].includes(String(node.value))
}

/**
 * What a host has so far. Those of `all` count only for hosts that a source puts below it: not every group is below `all`
 * before the last source is read.
 */
function varsReader(inventory: Inventory): (host: HostName) => Vars {
  const all = inventory.groups.get('all')
  const without = all === undefined ? [] : [['all', { ...all, vars: {}, varLayers: [{}] }] as const]
  const withoutAll = { ...inventory, groups: new Map([...inventory.groups, ...without]) }
  const below = new Set(all?.children)
  for (const group of below) for (const child of inventory.groups.get(group)?.children ?? []) below.add(child)
  const ofAll = new Set(all?.hosts)
  return (host) => {
    const groups = groupsOf(inventory, host).filter((group) => group !== 'all')
    const isBelowAll = ofAll.has(host) || groups.some((group) => below.has(group))
    return {
      ...hostVars(isBelowAll ? inventory : withoutAll, host),
      inventory_hostname: host,
      inventory_hostname_short: host.split('.')[0] ?? host,
      group_names: [...groups].sort(),
    }
  }
}
