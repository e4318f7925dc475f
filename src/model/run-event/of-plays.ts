import type { HostName } from '../inventory.ts'

/** Plays and their batches. */
export type PlayEvent =
  /** `path` is absolute; plays that it imports are counted. */
  | { readonly type: 'playbook-started'; readonly path: string; readonly plays: number }
  | {
      readonly type: 'play-started'
      readonly play: string
      readonly hosts: readonly HostName[]
      /** Absent: linear. */
      readonly strategy?: string
    }
  | { readonly type: 'play-skipped'; readonly play: string; readonly reason: string }
  | {
      readonly type: 'batch-started'
      readonly play: string
      readonly batch: number
      readonly batches: number
      readonly hosts: readonly HostName[]
    }
  | {
      readonly type: 'batch-finished'
      readonly play: string
      readonly batch: number
      readonly failed: readonly HostName[]
      readonly verdict: 'promote' | 'halt'
      readonly reason: string
    }
