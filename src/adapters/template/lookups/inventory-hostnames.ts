import { matchPattern } from '../../../model/host-pattern.ts'
import type { Inventory } from '../../../model/inventory.ts'
import { splitPattern } from '../../../model/split-pattern.ts'
import { isRecord } from '../filters/filter.ts'
import type { LookupCall } from './lookup.ts'
import { flattened } from './lookup.ts'
import { pythonStr } from '../python/text.ts'

/**
 * Names of the hosts that a pattern chooses, out of the variable `groups`. A pattern that cannot be read chooses none
 * (Ansible: plugins/lookup/inventory_hostnames.py).
 */
export function inventoryHostnames(call: LookupCall): readonly string[] {
  const groups = call.scope.get('groups')
  if (!groups.ok || !isRecord(groups.value)) return []
  const pattern = flattened(call.terms)
    .flatMap((term) => splitPattern(pythonStr(term)).map(({ text }) => text))
    .join(',')
  const matched = matchPattern(inventoryOf(groups.value), pattern)
  return matched.ok ? matched.value.hosts : []
}

function inventoryOf(groups: Readonly<Record<string, unknown>>): Inventory {
  const lists = Object.entries(groups).map(
    ([name, hosts]) => [name, Array.isArray(hosts) ? hosts.map(String) : []] as const,
  )
  return {
    hosts: new Map(lists.flatMap(([, hosts]) => hosts.map((name) => [name, { name, vars: {} }] as const))),
    groups: new Map(
      lists.map(([name, hosts]) => [name, { name, hosts, children: [], vars: {}, depth: 1, priority: 1 }] as const),
    ),
    sources: [],
  }
}
