import { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { applyLimit } from '../../model/host-pattern.ts'
import type { HostName, Inventory, InventoryGroup } from '../../model/inventory.ts'

export interface HostChoice {
  /** As `--limit` takes it, `@file` included. */
  readonly pattern: string
  /** Hosts that there is a backup of. */
  readonly stored: readonly HostName[]
  /** For groups; undefined where nobody asks for one. */
  readonly inventory?: Inventory | undefined
  /** See `applyLimit`. */
  readonly limitFiles?: ReadonlyMap<string, string>
}

/** Whether an inventory is needed to know what a pattern means. */
export function namesGroups(pattern: string, stored: readonly HostName[]): boolean {
  return pattern !== 'all' && !pattern.split(',').every((term) => stored.includes(term.trim()))
}

/** Hosts with backups that a pattern chooses, by name. Those that the inventory no longer has count among `all` and by name. */
export function matchHosts(choice: HostChoice): Result<readonly HostName[], LongshoreError> {
  const { pattern, stored, inventory, limitFiles } = choice
  const matched = applyLimit(withStored(stored, inventory), [...stored].sort(), [pattern], limitFiles, 'ignore')
  if (!matched.ok || matched.value.hosts.length > 0) return matched.ok ? ok(matched.value.hosts) : matched
  return err(
    new LongshoreError('BACKUP_NOT_FOUND', `there is no backup of a host that '${pattern}' names`, {
      hint: `Hosts with backups are: ${stored.slice(0, 10).join(', ')}${stored.length > 10 ? ' ...' : ''}`,
    }),
  )
}

function withStored(stored: readonly HostName[], inventory: Inventory | undefined): Inventory {
  const known = inventory ?? { hosts: new Map(), groups: new Map<string, InventoryGroup>(), sources: [] }
  const unknown = stored.filter((name) => !known.hosts.has(name))
  const top = known.groups.get('all') ?? { name: 'all', hosts: [], children: [], vars: {}, depth: 0, priority: 1 }
  return {
    ...known,
    hosts: new Map([...known.hosts, ...unknown.map((name) => [name, { name, vars: {} }] as const)]),
    groups: new Map([...known.groups, ['all', { ...top, hosts: [...top.hosts, ...unknown] }]]),
  }
}
