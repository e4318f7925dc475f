import type { Diff } from './plan.ts'

/** A file that a task changed on a host, for who asks later. */
export interface ChangedFile {
  readonly path: string
  /** `sha256:...`, `absent`, or `withheld` where not all of its text may be told. Without it: not known. */
  readonly before?: string
  readonly after?: string
  readonly diff?: Diff
}
