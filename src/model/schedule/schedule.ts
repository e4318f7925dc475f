import type { SourcePosition } from '../../base/source-position.ts'
import type { MaintenanceWindow } from '../maintenance-window.ts'

/** Work that is done again and again, as longshore.yml has it. */
export interface Schedule {
  readonly name: string
  readonly timing: Timing
  readonly work: ScheduledWork
  /** What becomes of a run whose time comes while the one before it still runs. */
  readonly overlap: 'skip' | 'queue'
  /** How late a run may begin. One that is later is missed. */
  readonly catchUpMs: number
  /** Runs begin up to so much later than their time, each by its own part of it. */
  readonly jitterMs: number
  /** Runs begin in these alone. None: at any time. */
  readonly windows: readonly MaintenanceWindow[]
  readonly limit: readonly string[]
  /** Absolute paths or lists of hosts. Empty: the inventory of the project. */
  readonly inventory: readonly string[]
  /** An alert is due where no run went well for so long. */
  readonly alertAfterMs?: number
  readonly at: SourcePosition
}

export type Timing =
  /** Five fields, by the clock on the wall of a time zone of the IANA database. */
  | { readonly kind: 'cron'; readonly expression: string; readonly timezone: string }
  /** Counted from the beginning of 1970 in UTC, so that every controller counts alike. */
  | { readonly kind: 'every'; readonly everyMs: number }

/** Playbooks are absolute paths. */
export type ScheduledWork =
  | { readonly kind: 'playbook' | 'drift'; readonly playbooks: readonly string[] }
  /** Of hosts as in the `hosts:` of a play. */
  | { readonly kind: 'backup'; readonly pattern: string }

export const OVERLAPS = ['skip', 'queue'] as const
