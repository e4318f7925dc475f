import type { Vars } from '../../../model/vars.ts'
import type { Templater } from '../../../ports/templater.ts'
import type { Vault } from '../../vault/vault.ts'
import type { InventoryBuilder } from '../inventory-builder.ts'
import type { SourceText } from '../source-text.ts'

/** One way to read a source of an inventory (Ansible: plugins/inventory). */
export interface InventoryPlugin {
  readonly name: string
  /** Whether a source of this name and kind may be its own at all (`verify_file`). */
  accepts(source: SourceText): boolean
  /** Whether the text shows that it is meant for this plugin: then its problems are those that are told. */
  claims?(source: SourceText): boolean
  /** Adds what the source says. Problems go to the builder. */
  read(source: SourceText, reading: Reading): void | Promise<void>
}

/** What plugins read with. */
export interface Reading {
  readonly builder: InventoryBuilder
  readonly cwd: string
  readonly vault?: Vault | undefined
  /** For what a plugin computes. */
  readonly templater?: (() => Promise<Templater>) | undefined
  readonly extraVars: Vars
  /** Folders of the sources before this one, and its own: their group_vars/ and host_vars/ may count. */
  readonly varsDirs: readonly string[]
  /** A script that runs longer is ended. */
  readonly scriptTimeoutMs?: number | undefined
}
