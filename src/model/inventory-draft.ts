import { isDeepStrictEqual } from 'node:util'
import { groupDepths } from './group-depths.ts'
import type { AddedHost, AddedMembership, FileVars, InventoryAddition } from './inventory-addition.ts'
import type { GroupName, HostName, Inventory, InventoryGroup } from './inventory.ts'
import type { Vars } from './vars.ts'

interface GroupDraft {
  readonly hosts: Set<HostName>
  readonly children: Set<GroupName>
  /** What the sources said of it; undefined for one that the run made. */
  readonly known: InventoryGroup | undefined
}

/** An inventory that a run adds to. The one that it began with stays as it is; `finish` gives the next. */
export class InventoryDraft {
  readonly #base: Inventory
  readonly #hosts = new Map<HostName, Vars>()
  readonly #groups = new Map<GroupName, GroupDraft>()

  constructor(base: Inventory) {
    this.#base = base
    for (const host of base.hosts.values()) this.#hosts.set(host.name, host.vars)
    for (const known of base.groups.values()) {
      this.#groups.set(known.name, { hosts: new Set(known.hosts), children: new Set(known.children), known })
    }
  }

  /** Whether it is anything new (Ansible: inventory/manager.py, add_dynamic_host and add_dynamic_group). */
  add(addition: InventoryAddition): boolean {
    return addition.adds === 'host' ? this.#addHost(addition) : this.#addMembership(addition)
  }

  /** Names that the sources do not have: files may have variables for them. */
  newNames(): { readonly groups: ReadonlySet<GroupName>; readonly hosts: ReadonlySet<HostName> } {
    return {
      groups: new Set([...this.#groups.keys()].filter((name) => !this.#base.groups.has(name))),
      hosts: new Set([...this.#hosts.keys()].filter((name) => !this.#base.hosts.has(name))),
    }
  }

  /** Whether `group` is below `under`, at any depth, or the same. */
  isBelow(group: GroupName, under: GroupName): boolean {
    const seen = new Set([under])
    for (const name of seen) for (const child of this.#groups.get(name)?.children ?? []) seen.add(child)
    return seen.has(group)
  }

  finish(fileVars: FileVars): Inventory {
    this.#reconcile()
    const depths = groupDepths(this.#groups)
    const hosts = [...this.#hosts].map(([name, vars]) => {
      const files = fileVars.map((folder) => folder.hosts.get(name) ?? {})
      return [name, { name, vars: merged([vars, ...files]) }] as const
    })
    const groups = [...this.#groups].map(([name, group]) => {
      const files = fileVars.map((folder) => folder.groups.get(name) ?? {})
      const vars = group.known ?? { vars: merged(files), varLayers: [{}, ...files], priority: 1 }
      const members = { hosts: [...group.hosts], children: [...group.children] }
      return [name, { ...vars, name, ...members, depth: depths.get(name) ?? 0 }] as const
    })
    return { ...this.#base, hosts: new Map(hosts), groups: new Map(groups) }
  }

  #addHost({ host, groups, vars }: AddedHost): boolean {
    const before = this.#hosts.get(host)
    const isNew = before === undefined
    const changesVars = Object.entries(vars).some(([name, value]) => !isDeepStrictEqual(before?.[name], value))
    this.#hosts.set(host, { ...before, ...vars })
    if (isNew) this.#group('all').hosts.add(host)
    const joined = groups.filter((group) => this.#join(host, group))
    return isNew || changesVars || joined.length > 0
  }

  #addMembership({ host, group, parents }: AddedMembership): boolean {
    const isNew = !this.#groups.has(group)
    const joined = this.#join(host, group)
    const placed = parents.filter((parent) => {
      const { children } = this.#group(parent)
      if (children.has(group)) return false
      children.add(group)
      return true
    })
    return isNew || joined || placed.length > 0
  }

  #join(host: HostName, group: GroupName): boolean {
    const { hosts } = this.#group(group)
    if (group === 'all' || hosts.has(host)) return false
    hosts.add(host)
    return true
  }

  #group(name: GroupName): GroupDraft {
    const found = this.#groups.get(name) ?? { hosts: new Set(), children: new Set(), known: undefined }
    this.#groups.set(name, found)
    return found
  }

  /** Every group is below `all`, and a host of no group is in `ungrouped`. */
  #reconcile(): void {
    const all = this.#group('all')
    const ungrouped = this.#group('ungrouped')
    const below = new Set([...this.#groups.values()].flatMap((group) => [...group.children]))
    for (const name of this.#groups.keys()) if (name !== 'all' && !below.has(name)) all.children.add(name)
    const named = [...this.#groups.values()].filter((group) => group !== all && group !== ungrouped)
    const grouped = new Set(named.flatMap((group) => [...group.hosts]))
    for (const host of this.#hosts.keys()) {
      if (grouped.has(host)) ungrouped.hosts.delete(host)
      else ungrouped.hosts.add(host)
    }
  }
}

function merged(layers: readonly Vars[]): Vars {
  return Object.fromEntries(layers.flatMap((layer) => Object.entries(layer)))
}
