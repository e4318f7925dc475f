import { createHash } from 'node:crypto'
import type { RunSettings } from '../../engine/engine-deps.ts'
import type { Inventory } from '../../model/inventory.ts'
import type { Playbook } from '../../model/playbook.ts'

/**
 * SHA-256 of the plays with their roles, the inventory and the settings as loaded: equal where a run would do the same.
 * How many hosts are at work at once and how they are locked is no part of it, nor are secrets and extra variables, which are
 * given anew.
 */
export function planFingerprint(
  loaded: { readonly playbooks: readonly Playbook[]; readonly inventory: Inventory },
  settings: RunSettings,
): string {
  const {
    forks: _forks,
    toldForks: _toldForks,
    mostConnections: _connections,
    extraVars: _vars,
    verbosity: _verbosity,
    locks: _locks,
    ...same
  } = settings
  const { playbooks, inventory } = loaded
  return fingerprintOf({ playbooks, inventory, same })
}

/** SHA-256 of anything that was loaded: equal where it says the same in the same order. */
export function fingerprintOf(loaded: unknown): string {
  return createHash('sha256').update(JSON.stringify(loaded, plain)).digest('hex')
}

function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map || value instanceof Set) return [...(value as Iterable<unknown>)]
  return typeof value === 'bigint' ? value.toString() : value
}
