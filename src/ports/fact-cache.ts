import type { HostName } from '../model/inventory.ts'
import type { Vars } from '../model/vars.ts'

/** Where the facts of hosts outlive a run (Ansible's `fact_caching`). Facts have the names that variables have. */
export interface FactCache {
  /** Undefined where there are none, or none that are young enough. */
  get(host: HostName): Vars | undefined
  set(host: HostName, facts: Vars): void
  delete(host: HostName): void
}

export interface FactCacheOptions {
  /** Absolute. */
  readonly folder: string
  /** Before each host's name in the name of its file. */
  readonly prefix: string
  /** After this long facts count no more; 0: never. */
  readonly timeoutSeconds: number
}
