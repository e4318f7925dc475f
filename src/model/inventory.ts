import type { Vars } from './vars.ts'

export type HostName = string
export type GroupName = string

/** A host as the inventory names it, with the variables written for it alone (inline and host_vars/). */
export interface InventoryHost {
  readonly name: HostName
  readonly vars: Vars
}

export interface InventoryGroup {
  readonly name: GroupName
  /** Direct members, in the order of the inventory. */
  readonly hosts: readonly HostName[]
  readonly children: readonly GroupName[]
  /** The group's own variables (inline and group_vars/), templates unresolved. */
  readonly vars: Vars
  /** Longest way down from `all`, which is 0. Deeper groups win (Ansible: inventory/group.py's depth). */
  readonly depth: number
  readonly priority: number
  /**
   * `vars` before they were merged: inline first, then one a folder that holds a group_vars/, weakest first, the same
   * folders for every group. Needed because a file for `all` wins over inline variables of any group (Ansible:
   * vars/manager.py, VARIABLE_PRECEDENCE). Absent: `vars` alone.
   */
  readonly varLayers?: readonly Vars[]
}

/** Who exists, how they are grouped and what is known of them in advance. `all` and `ungrouped` always exist. */
/** Layers of variables of groups, weakest first (Ansible's VARIABLE_PRECEDENCE); what is not named does not count. */
export interface GroupPrecedence {
  readonly order: readonly string[]
  /** How many of the last `varLayers` are of folders beside playbooks. */
  readonly playLayers: number
}

export interface Inventory {
  /** In the order in which the inventory names them. */
  readonly hosts: ReadonlyMap<HostName, InventoryHost>
  readonly groups: ReadonlyMap<GroupName, InventoryGroup>
  /** What was read, as the operator named it. */
  readonly sources: readonly InventorySource[]
  /** `hash_behaviour = merge`: maps of the same name are merged where variables are. */
  readonly mergesHashes?: boolean
  /** Which variables of groups win over which. */
  readonly precedence?: GroupPrecedence
}

export interface InventorySource {
  readonly given: string
  /** Absolute path, or undefined for a list such as `a,b,`. */
  readonly path: string | undefined
}
