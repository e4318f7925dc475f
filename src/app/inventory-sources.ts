import type { InventorySources } from '../engine/engine-deps.ts'
import { ok } from '../base/result.ts'
import { readVarsDirs } from '../loader/inventory/load-inventory.ts'
import { inventoryOf, type LoadRequest } from './load-run.ts'

/** The sources that a run was started with, for what it adds to its inventory or reads anew. */
export function inventorySources(request: LoadRequest, varsDirs: readonly string[]): InventorySources {
  return {
    async reload() {
      const loaded = await inventoryOf(request)
      return loaded.ok ? ok(loaded.value.inventory) : loaded
    },
    varsOfNew: (names) => readVarsDirs(varsDirs, names, request),
  }
}
