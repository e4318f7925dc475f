import type { Secret } from '../base/secret.ts'
import type { HostName } from './inventory.ts'

/** `end`: of a run, whatever came of it. `schedule`: a schedule was missed or failed, or drift changed. */
export const NOTICE_KINDS = ['stage', 'halt', 'rollback', 'approval', 'end', 'schedule'] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** What people are told beyond the terminal. JSON-safe, without secrets. */
export interface Notice {
  readonly event: NoticeKind
  /** One sentence or two. */
  readonly text: string
  /** ISO 8601. */
  readonly time: string
  readonly run?: string
  readonly play?: string
  readonly stage?: number
  readonly hosts?: readonly HostName[]
  readonly schedule?: string
}

/** Where notices go, as longshore.yml has it. */
export interface NotificationTarget {
  readonly to: NotificationSink
  readonly on: readonly NoticeKind[]
  /** Of each attempt. */
  readonly timeoutMs: number
  /** Attempts after the first one. */
  readonly retries: number
}

export type NotificationSink =
  | { readonly kind: 'webhook'; readonly url: HookText; readonly headers: Readonly<Record<string, HookText>> }
  | { readonly kind: 'slack'; readonly url: HookText }
  | { readonly kind: 'command'; readonly argv: readonly string[] }

/** A text that may be secret, or the environment variable that has it. */
export type HookText = Secret | { readonly env: string }
