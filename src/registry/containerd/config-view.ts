import type { TomlLeaf } from '../../text-edit/toml-leaves.ts'
import { startsWith, type TomlPath } from '../../text-edit/toml-document.ts'
import type { Unplaced } from '../finding.ts'
import type { Version } from '../version.ts'

/** A table header. */
export interface TablePlace {
  readonly path: TomlPath
  readonly offset: number
  readonly kind: 'standard' | 'array'
}

/** A config.toml, alone or with what it imports, as the rules see it: values with their places. */
export interface ConfigView {
  /** `version = N`; 1 where the file does not say. */
  readonly fileVersion: number
  readonly leaves: readonly TomlLeaf[]
  /** Table headers, those of empty tables included. */
  readonly tables: readonly TomlPath[]
  readonly places: readonly TablePlace[]
  readonly version: Version
  readonly value: (...path: TomlPath) => unknown
  /** Where something at or below the path is written first; where nothing is, its parent's. */
  readonly offsetOf: (...path: TomlPath) => number
}

/** A finding with the offset of its subject. */
export type ConfigFinding = Unplaced & { readonly offset: number }

export function viewOf({
  fileVersion,
  leaves,
  tables,
  version,
}: Pick<ConfigView, 'fileVersion' | 'leaves' | 'version'> & { readonly tables: readonly TablePlace[] }): ConfigView {
  const places = [...leaves, ...tables]
  return {
    fileVersion,
    leaves,
    tables: tables.map(({ path }) => path),
    places: tables,
    version,
    value: (...path) => leaves.find((leaf) => leaf.path.length === path.length && startsWith(leaf.path, path))?.value,
    offsetOf: (...path) => firstOffset(places, path),
  }
}

/** Of what lies at or below the path; where nothing does, of its parent. */
function firstOffset(places: readonly Pick<TomlLeaf, 'path' | 'offset'>[], path: TomlPath): number {
  const offsets = places.filter((place) => startsWith(place.path, path)).map(({ offset }) => offset)
  if (offsets.length > 0) return Math.min(...offsets)
  return path.length <= 1 ? 0 : firstOffset(places, path.slice(0, -1))
}
