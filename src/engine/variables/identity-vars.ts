import { groupsOf } from '../../model/inventory-vars.ts'
import type { Inventory } from '../../model/inventory.ts'
import type { Vars } from '../../model/vars.ts'
import type { HostRun } from '../host-run.ts'

/** What Ansible says of a host by itself, to the host's own tasks and to others through `hostvars`. */
export function identityVars(host: HostRun, inventory: Inventory): Vars {
  return {
    inventory_hostname: host.name,
    inventory_hostname_short: host.name.split('.')[0],
    get group_names() {
      return groupsOf(inventory, host.name)
        .filter((group) => group !== 'all')
        .sort()
    },
    get ansible_facts() {
      return withoutPrefix(host.facts)
    },
  }
}

/** All but `ansible_local`, which keeps it in ansible-core, too. */
function withoutPrefix(facts: Vars): Vars {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name.replace(/^ansible_(?!local$)/, ''), value]),
  )
}
