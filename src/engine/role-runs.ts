import type { HostName } from '../model/inventory.ts'
import type { RoleScope } from '../model/playbook.ts'
import type { HostRun } from './host-run.ts'

/** Which roles ran to their end on which hosts of a play: they are not repeated there (Ansible's `allow_duplicates`). */
export class RoleRuns {
  /** By the role's key: hosts on which a task of it did something. */
  readonly #ran = new Map<string, Set<HostName>>()
  readonly #complete = new Map<string, Set<HostName>>()

  /** Those of the hosts that still have to run the role. */
  without(role: RoleScope | undefined, hosts: readonly HostRun[]): readonly HostRun[] {
    const done = role === undefined || role.allowDuplicates ? undefined : this.#complete.get(role.key)
    return done === undefined ? hosts : hosts.filter((host) => !done.has(host.name))
  }

  ran(role: RoleScope | undefined, host: HostRun): void {
    if (role !== undefined) setOf(this.#ran, role.key).add(host.name)
  }

  /** The role came to its end; where all of its tasks were skipped it does not count as run. */
  complete(role: RoleScope | undefined, hosts: readonly HostRun[]): void {
    if (role === undefined) return
    const ran = this.#ran.get(role.key)
    for (const host of hosts) {
      if (host.isActive && ran?.has(host.name) === true) setOf(this.#complete, role.key).add(host.name)
    }
  }
}

function setOf(sets: Map<string, Set<HostName>>, key: string): Set<HostName> {
  const known = sets.get(key) ?? new Set()
  sets.set(key, known)
  return known
}
