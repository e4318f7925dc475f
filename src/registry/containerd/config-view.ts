import type { TomlLeaf } from '../../text-edit/toml-leaves.ts'
import type { TomlPath } from '../../text-edit/toml-document.ts'
import type { Unplaced } from '../finding.ts'
import type { Version } from '../version.ts'

/** A config.toml as the rules see it: values with their places. */
export interface ConfigView {
  /** `version = N`; 1 where the file does not say. */
  readonly fileVersion: number
  readonly leaves: readonly TomlLeaf[]
  /** Table headers, those of empty tables included. */
  readonly tables: readonly TomlPath[]
  readonly version: Version
  readonly value: (...path: TomlPath) => unknown
  /** Where something at or below the path is written first; where nothing is, its parent's. */
  readonly offsetOf: (...path: TomlPath) => number
}

/** A finding with the offset of its subject. */
export type ConfigFinding = Unplaced & { readonly offset: number }
