import { combineVars } from './combine-vars.ts'
import type { GroupName, GroupPrecedence, HostName, Inventory, InventoryGroup } from './inventory.ts'
import type { Vars } from './vars.ts'

/** Names that stand for the controller itself where the inventory does not name them (Ansible's implicit localhost). */
export const LOCALHOST_NAMES: readonly HostName[] = ['localhost', '127.0.0.1', '::1']

/** Whether the name is the controller without being in the inventory. */
export function isImplicitLocalhost(inventory: Inventory, host: HostName): boolean {
  return LOCALHOST_NAMES.includes(host) && !inventory.hosts.has(host)
}

/**
 * The variables that the inventory gives a host, merged as Ansible merges them: inline of `all`, inline of its groups,
 * group_vars/all, group_vars/ of its groups, then the host's own. Among groups the deeper wins, then the higher
 * `ansible_group_priority`, then the later name. An implicit localhost has those of `all` and a local connection.
 * The host exists: an unknown name is a bug.
 */
export function hostVars(inventory: Inventory, host: HostName): Vars {
  const own = inventory.hosts.get(host)?.vars
  if (own !== undefined) return combineVars([membershipOf(inventory, host).vars, own], inventory.mergesHashes)
  if (!isImplicitLocalhost(inventory, host)) throw new Error(`the inventory has no host ${host}`)
  return { ...mergeGroupVars(inventory, []), ansible_connection: 'local' }
}

/** Every group that a host is in, directly or through children, `all` included; in order of precedence, weakest first. */
export function groupsOf(inventory: Inventory, host: HostName): readonly GroupName[] {
  return membershipOf(inventory, host).groups
}

/** The hosts of a group and of its children: its own first, then level by level. Empty where there is no such group. */
export function hostsOf(inventory: Inventory, group: GroupName): readonly HostName[] {
  const { hostsByGroup } = indexOf(inventory)
  const known = hostsByGroup.get(group)
  if (known !== undefined) return known
  const hosts = new Set<HostName>()
  for (const name of breadthFirst(inventory, group)) {
    for (const host of inventory.groups.get(name)?.hosts ?? []) hosts.add(host)
  }
  const list = [...hosts]
  hostsByGroup.set(group, list)
  return list
}

interface Membership {
  readonly groups: readonly GroupName[]
  readonly vars: Vars
}

interface InventoryIndex {
  readonly directGroups: ReadonlyMap<HostName, readonly GroupName[]>
  readonly parents: ReadonlyMap<GroupName, readonly GroupName[]>
  readonly hostsByGroup: Map<GroupName, readonly HostName[]>
  /** Hosts in the same groups share one merge: this is what keeps 10,000 hosts in 200 groups cheap. */
  readonly memberships: Map<string, Membership>
}

const indexes = new WeakMap<Inventory, InventoryIndex>()

function indexOf(inventory: Inventory): InventoryIndex {
  const known = indexes.get(inventory)
  if (known !== undefined) return known
  const directGroups = new Map<HostName, GroupName[]>()
  const parents = new Map<GroupName, GroupName[]>()
  for (const group of inventory.groups.values()) {
    for (const host of group.hosts) append(directGroups, host, group.name)
    for (const child of group.children) append(parents, child, group.name)
  }
  const index = { directGroups, parents, hostsByGroup: new Map(), memberships: new Map() }
  indexes.set(inventory, index)
  return index
}

function membershipOf(inventory: Inventory, host: HostName): Membership {
  const { directGroups, memberships } = indexOf(inventory)
  const direct = directGroups.get(host) ?? []
  const key = JSON.stringify(direct)
  const known = memberships.get(key)
  if (known !== undefined) return known
  const groups = withAncestors(inventory, direct)
  const membership = {
    groups: groups.map((group) => group.name),
    vars: mergeGroupVars(
      inventory,
      groups.filter((group) => group.name !== 'all'),
    ),
  }
  memberships.set(key, membership)
  return membership
}

function withAncestors(inventory: Inventory, direct: readonly GroupName[]): readonly InventoryGroup[] {
  const { parents } = indexOf(inventory)
  const names = new Set<GroupName>(['all', ...direct])
  for (const name of names) for (const parent of parents.get(name) ?? []) names.add(parent)
  return [...names].flatMap((name) => inventory.groups.get(name) ?? []).sort(byPrecedence)
}

function byPrecedence(a: InventoryGroup, b: InventoryGroup): number {
  if (a.depth !== b.depth) return a.depth - b.depth
  if (a.priority !== b.priority) return a.priority - b.priority
  return a.name < b.name ? -1 : Number(a.name > b.name)
}

function mergeGroupVars(inventory: Inventory, groups: readonly InventoryGroup[]): Vars {
  const all = inventory.groups.get('all')
  const allLayers = all === undefined ? [] : layersOf(all)
  const layered = groups.map(layersOf)
  const fileLayers = Math.max(1, ...layered.map((layers) => layers.length))
  if (inventory.precedence !== undefined) {
    const ordered = layersInOrder(inventory.precedence, allLayers, layered)
    return combineVars(ordered, inventory.mergesHashes)
  }
  const parts = [allLayers[0], ...layered.map((layers) => layers[0]), ...allLayers.slice(1)]
  for (let layer = 1; layer < fileLayers; layer++) parts.push(...layered.map((layers) => layers[layer]))
  return combineVars(
    parts.map((part) => part ?? {}),
    inventory.mergesHashes,
  )
}

/** `all_inventory` and `groups_inventory` are what sources say, `*_plugins_*` the files beside them or beside playbooks. */
function layersInOrder(
  { order, playLayers }: GroupPrecedence,
  all: readonly Vars[],
  groups: readonly (readonly Vars[])[],
): readonly Vars[] {
  const parts = (layers: readonly Vars[], kind: string) => {
    const firstOfPlay = layers.length - playLayers
    if (kind === 'inventory') return layers.slice(0, 1)
    return kind === 'plugins_inventory' ? layers.slice(1, firstOfPlay) : layers.slice(Math.max(1, firstOfPlay))
  }
  return order.flatMap((name) => {
    const [, whose, kind = ''] = /^(all|groups)_(inventory|plugins_inventory|plugins_play)$/.exec(name) ?? []
    if (whose === 'all') return parts(all, kind)
    return whose === 'groups' ? groups.flatMap((layers) => parts(layers, kind)) : []
  })
}

function layersOf(group: InventoryGroup): readonly Vars[] {
  return group.varLayers ?? [group.vars]
}

function breadthFirst(inventory: Inventory, group: GroupName): Iterable<GroupName> {
  const seen = new Set<GroupName>([group])
  for (const name of seen) for (const child of inventory.groups.get(name)?.children ?? []) seen.add(child)
  return seen
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
