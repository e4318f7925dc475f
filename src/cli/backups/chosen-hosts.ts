import { matchHosts, namesGroups } from '../../app/backups/match-hosts.ts'
import { inventoryRules } from '../../app/inventory-rules.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { loadInventory } from '../../loader/inventory/load-inventory.ts'
import type { HostName, Inventory } from '../../model/inventory.ts'
import type { Composition } from '../composition.ts'
import { readLimitFiles } from '../read-limit-files.ts'
import { readSettings } from '../read-settings.ts'
import { createPrompter } from '../terminal/prompt.ts'
import { openVault, type VaultFlags } from '../vault-flags.ts'
import { openStore, type OpenStore } from './open-store.ts'
import type { StoreFlags } from './store-of.ts'

export interface ChoiceFlags extends StoreFlags, VaultFlags {
  readonly inventory?: readonly string[]
}

export interface ChosenHosts extends OpenStore {
  readonly hosts: readonly HostName[]
}

/** The store, and the hosts in it that a pattern chooses. The inventory is read only where the pattern asks for more than names. */
export async function chosenHosts(
  pattern: string,
  flags: ChoiceFlags,
  composition: Composition,
): Promise<Result<ChosenHosts, readonly LongshoreError[]>> {
  const opened = await openStore(flags, composition)
  if (!opened.ok) return opened
  const stored = await opened.value.store.hosts()
  if (!stored.ok) return err([stored.error])
  const inventory = namesGroups(pattern, stored.value) ? await inventoryFor(flags, composition) : ok(undefined)
  if (!inventory.ok) return inventory
  const limitFiles = await readLimitFiles([pattern], composition.io.cwd)
  if (!limitFiles.ok) return err([limitFiles.error])
  const hosts = matchHosts({
    pattern,
    stored: stored.value,
    inventory: inventory.value,
    limitFiles: limitFiles.value,
  })
  return hosts.ok ? ok({ ...opened.value, hosts: hosts.value }) : err([hosts.error])
}

/** Undefined where none is set: a store can be looked at without one. */
async function inventoryFor(
  flags: ChoiceFlags,
  { io, templater }: Composition,
): Promise<Result<Inventory | undefined, readonly LongshoreError[]>> {
  const read = await readSettings(flags.inventory === undefined ? {} : { inventory: flags.inventory }, io)
  if (!read.ok) return read
  const { settings } = read.value
  if (settings.inventory.length === 0) return ok(undefined)
  const vault = await openVault(flags, settings, { cwd: io.cwd, prompter: createPrompter() })
  if (!vault.ok) return vault
  const rules = inventoryRules(settings.ansible, false)
  const options = { cwd: io.cwd, varsDirs: [io.cwd], vault: vault.value, rules, templater }
  const loaded = await loadInventory(settings.inventory, options)
  return loaded.ok ? ok(loaded.value.inventory) : loaded
}
