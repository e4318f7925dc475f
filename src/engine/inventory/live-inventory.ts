import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import type { InventoryAddition } from '../../model/inventory-addition.ts'
import { InventoryDraft } from '../../model/inventory-draft.ts'
import type { Inventory } from '../../model/inventory.ts'
import type { InventorySources } from '../engine-deps.ts'
import { firstOf, groupsInCircle } from '../errors.ts'

/**
 * The inventory of a run. What tasks add is kept apart until the task has ended on every host: then there is a new
 * inventory, and each one that was handed out before stays as it was.
 */
export class LiveInventory {
  readonly #sources: InventorySources
  readonly #additions: InventoryAddition[] = []
  #current: Inventory
  #draft: InventoryDraft | undefined
  #isChanged = false
  #settling: Promise<Result<boolean, LongshoreError>> = Promise.resolve(ok(false))

  constructor(inventory: Inventory, sources: InventorySources) {
    this.#current = inventory
    this.#sources = sources
  }

  get current(): Inventory {
    return this.#current
  }

  /** Gives whether it is anything new. Groups that would be below each other are an error. */
  add(addition: InventoryAddition, at: SourcePosition): Result<boolean, LongshoreError> {
    const draft = (this.#draft ??= new InventoryDraft(this.#current))
    const above = addition.adds === 'membership' ? addition.parents : []
    const circle = above.find((parent) => addition.adds === 'membership' && draft.isBelow(parent, addition.group))
    if (circle !== undefined && addition.adds === 'membership') return err(groupsInCircle(addition.group, circle, at))
    const isNew = draft.add(addition)
    if (isNew) this.#additions.push(addition)
    this.#isChanged ||= isNew
    return ok(isNew)
  }

  /** Makes what was added count. Gives whether anything was. Hosts that go their own ways wait for each other here. */
  settle(): Promise<Result<boolean, LongshoreError>> {
    this.#settling = this.#settling.then(() => this.#settleNext())
    return this.#settling
  }

  /** Reads the sources again, and adds what was added once more (`meta: refresh_inventory`). */
  async reload(): Promise<Result<boolean, LongshoreError>> {
    const loaded = await this.#sources.reload()
    if (!loaded.ok) return err(firstOf(loaded.error))
    this.#current = loaded.value
    this.#draft = new InventoryDraft(loaded.value)
    for (const addition of this.#additions) this.#isChanged = this.#draft.add(addition) || this.#isChanged
    const settled = await this.settle()
    return settled.ok ? ok(true) : settled
  }

  async #settleNext(): Promise<Result<boolean, LongshoreError>> {
    if (!this.#isChanged || this.#draft === undefined) return ok(false)
    this.#isChanged = false
    const draft = this.#draft
    const files = await this.#sources.varsOfNew(draft.newNames())
    if (!files.ok) return err(firstOf(files.error))
    this.#current = draft.finish(files.value)
    return ok(true)
  }
}
