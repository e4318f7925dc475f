import type { Unplaced } from '../finding.ts'

/** A finding with the offset of its subject. */
export type ConfFinding = Unplaced & { readonly offset: number }

/** What an error in a registries.conf ends in: the file is read anew for each pull. */
export const EVERY_PULL = 'every pull fails with it'
