import { groupDepths } from '../../model/group-depths.ts'
import type { HostName, Inventory, InventoryGroup, InventorySource } from '../../model/inventory.ts'
import { combineVars } from '../../model/combine-vars.ts'
import type { Vars } from '../../model/vars.ts'
import type { InventoryBuilder } from './inventory-builder.ts'

/** Variables from group_vars/ or host_vars/ of one folder, by the name of the group or host. */
export type VarsByName = ReadonlyMap<string, Vars>

/** Variables from files, a pair a folder, weakest first. */
export interface VarsFolder {
  readonly groups: VarsByName
  readonly hosts: VarsByName
}

/** Puts every group below `all` and every host without a group into `ungrouped` (Ansible: reconcile_inventory). */
export function reconcile(builder: InventoryBuilder): void {
  const { groups, hosts } = builder
  const all = groups.get('all')
  const ungrouped = groups.get('ungrouped')
  if (all === undefined || ungrouped === undefined) throw new Error('all and ungrouped always exist')
  const withParent = new Set([...groups.values()].flatMap((group) => [...group.children]))
  for (const name of groups.keys()) if (name !== 'all' && !withParent.has(name)) all.children.add(name)

  const grouped = new Set<HostName>()
  for (const group of groups.values()) {
    if (group !== all && group !== ungrouped) for (const host of group.hosts) grouped.add(host)
  }
  for (const host of hosts.keys()) {
    if (grouped.has(host)) ungrouped.hosts.delete(host)
    else ungrouped.hosts.add(host)
    if (groups.has(host)) builder.warnings.push(`Found both group and host with same name: ${host}`)
  }
}

export function finishInventory(
  builder: InventoryBuilder,
  folders: readonly VarsFolder[],
  sources: readonly InventorySource[],
  playLayers = 0,
): Inventory {
  const { mergesHashes, precedence } = builder.rules
  const depths = groupDepths(builder.groups)
  const hosts = [...builder.hosts.values()].map(({ name, vars }) => {
    const layers = [Object.fromEntries(vars), ...folders.map((folder) => folder.hosts.get(name) ?? {})]
    return { name, vars: combineVars(layers, mergesHashes) }
  })
  const groups = [...builder.groups.values()].map((group): InventoryGroup => {
    const varLayers = [Object.fromEntries(group.vars), ...folders.map((folder) => folder.groups.get(group.name) ?? {})]
    return {
      name: group.name,
      hosts: [...group.hosts],
      children: [...group.children],
      vars: combineVars(varLayers, mergesHashes),
      depth: depths.get(group.name) ?? 0,
      priority: group.priority,
      varLayers,
    }
  })
  return {
    hosts: new Map(hosts.map((host) => [host.name, host])),
    groups: new Map(groups.map((group) => [group.name, group])),
    sources,
    ...(mergesHashes && { mergesHashes }),
    ...(precedence !== undefined && { precedence: { order: precedence, playLayers } }),
  }
}
