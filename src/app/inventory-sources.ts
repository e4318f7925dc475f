import type { InventorySources } from '../engine/engine-deps.ts'
import { ok } from '../base/result.ts'
import { readVarsDirs } from '../loader/inventory/vars-dirs.ts'
import type { Templater } from '../ports/templater.ts'
import { inventoryOf, type LoadRequest } from './load-run.ts'

/** The sources that a run was started with, for what it adds to its inventory or reads anew. */
export function inventorySources(
  request: LoadRequest,
  varsDirs: readonly string[],
  deps: { readonly templater: Templater },
): InventorySources {
  return {
    async reload() {
      const loaded = await inventoryOf(request, deps)
      return loaded.ok ? ok(loaded.value.inventory) : loaded
    },
    varsOfNew: (names) => readVarsDirs(varsDirs, names, request),
  }
}
