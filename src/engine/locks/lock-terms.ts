import type { LockHolder } from '../../ports/lock-holder.ts'

/** `auto`: for registry modules, transactions and rollouts. `always`: before any change. */
export const LOCK_MODES = ['auto', 'always', 'off'] as const
export type LockMode = (typeof LOCK_MODES)[number]

/** How a run locks its hosts. */
export interface LockTerms {
  readonly mode: LockMode
  /** How long a host is waited for that another run has locked. */
  readonly waitMs: number
}

/** Who a run is to others. */
export interface LockParty {
  readonly run: string
  readonly holder: LockHolder
}

/** A lock that was not extended for so long is nobody's any more. */
export const LOCK_TTL_SECONDS = 300
/** A lock is extended when nothing was done on its host for so long. */
export const BEAT_MS = 60_000
/** How often a locked host is looked at again. */
export const LOOK_MS = 2_000
