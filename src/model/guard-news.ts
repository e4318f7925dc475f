import type { HostName } from './inventory.ts'

/** A guard of an earlier run had put its host back by itself, and somebody heard of it now. */
export interface GuardNews {
  /** As that run had it. */
  readonly host: HostName
  readonly run: string
  /** ISO 8601, by the clock of the host. */
  readonly at?: string
}
