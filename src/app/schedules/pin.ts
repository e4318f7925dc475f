import type { Inventory } from '../../model/inventory.ts'
import type { Playbook } from '../../model/playbook.ts'
import type { SchedulePin } from '../../model/schedule/schedule-state.ts'
import { fingerprintOf } from '../runs/plan-fingerprint.ts'

interface Resolved {
  readonly inventory: Inventory
  readonly playbooks: readonly Playbook[]
  readonly hosts: { readonly ofPlays: readonly (readonly string[])[] }
}

/** What a schedule comes to now. */
export function pinOf({ inventory, playbooks, hosts }: Resolved, now: Date): SchedulePin {
  return {
    time: now.toISOString(),
    hosts: [...new Set(hosts.ofPlays.flat())].sort(),
    inventory: fingerprintOf(inventory),
    playbooks: fingerprintOf(playbooks),
  }
}

/** What is no longer as it was pinned, in words; none where all is. */
export function movedSince(pinned: SchedulePin, now: SchedulePin): readonly string[] {
  const more = now.hosts.filter((host) => !pinned.hosts.includes(host))
  const fewer = pinned.hosts.filter((host) => !now.hosts.includes(host))
  return [
    ...(more.length > 0 ? [`${count(more)} came: ${shown(more)}`] : []),
    ...(fewer.length > 0 ? [`${count(fewer)} went: ${shown(fewer)}`] : []),
    ...(more.length + fewer.length === 0 && pinned.inventory !== now.inventory
      ? ['variables of the inventory changed']
      : []),
    ...(pinned.playbooks === now.playbooks ? [] : ['the playbook or a role of it changed']),
  ]
}

const MOST_SHOWN = 5

function count(hosts: readonly string[]): string {
  return hosts.length === 1 ? '1 host' : `${hosts.length} hosts`
}

function shown(hosts: readonly string[]): string {
  const rest = hosts.length - MOST_SHOWN
  return rest > 0 ? `${hosts.slice(0, MOST_SHOWN).join(', ')} and ${rest} more` : hosts.join(', ')
}
