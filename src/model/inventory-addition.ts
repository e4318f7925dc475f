import type { GroupName, HostName } from './inventory.ts'
import type { Vars } from './vars.ts'

/** What a run adds to its inventory while it runs. */
export type InventoryAddition = AddedHost | AddedMembership

/** `add_host`: a host, in these groups, with these variables. One that is there gets both besides its own. */
export interface AddedHost {
  readonly adds: 'host'
  readonly host: HostName
  readonly groups: readonly GroupName[]
  readonly vars: Vars
}

/** `group_by`: a host comes into a group, which is below `parents`. */
export interface AddedMembership {
  readonly adds: 'membership'
  readonly host: HostName
  readonly group: GroupName
  readonly parents: readonly GroupName[]
}

/** Variables that files have for names which no inventory source has: a pair a folder, weakest first. */
export type FileVars = readonly {
  readonly groups: ReadonlyMap<GroupName, Vars>
  readonly hosts: ReadonlyMap<HostName, Vars>
}[]
