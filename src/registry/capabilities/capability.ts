import type { Version } from '../version.ts'

/** One stretch of versions. Absent bounds are open. */
export interface VersionRange {
  readonly since?: Version
  /** The first version in which it is so no more. */
  readonly until?: Version
}

/** Something that versions of a runtime do differently, as data: rules ask for it by its name. */
export interface Capability {
  /** Where it is so. Ascending, never touching each other. */
  readonly versions: readonly VersionRange[]
  /** What is so in these versions, in plain words. */
  readonly what: string
  /** Where that is seen: the project's own source, documents or threads. */
  readonly source: string
}

export type Capabilities = Readonly<Record<string, Capability>>

/** Shorthands for the tables. */
export const since = (version: Version): readonly VersionRange[] => [{ since: version }]
export const before = (version: Version): readonly VersionRange[] => [{ until: version }]
export const between = (first: Version, until: Version): readonly VersionRange[] => [{ since: first, until }]
