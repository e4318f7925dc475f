import type { HostName } from '../inventory.ts'

/** A host that keeps how changes are undone: who logs in, where that is said, and who acts (`become`). */
export interface UndoPlace {
  readonly on: HostName
  readonly user?: string
  readonly as?: string
}
