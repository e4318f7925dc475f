import type { LongshoreErrorDetails } from '../../../base/longshore-error.ts'
import type { ErrorCode } from '../../../base/error-code.ts'
import type { HostAddress } from '../known-hosts/judge-host-key.ts'
import type { PackedOutputs } from './pack-outputs.ts'
import type { Packed } from './pack-secrets.ts'

/**
 * What the process of a run says to a shard, which is one that holds connections for it: the calls of the ports as plain data. A call has a number, by
 * which it is answered and aborted; a line is called by the number of the call that opened it.
 */
export type ToShard =
  | { readonly kind: 'open'; readonly id: number; readonly aborted: boolean; readonly route: Packed }
  | {
      readonly kind: 'run'
      readonly id: number
      readonly aborted: boolean
      readonly line: number
      readonly commands: Packed
      readonly options: Packed
    }
  | { readonly kind: 'close'; readonly id: number; readonly line: number }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'appended'; readonly id: number; readonly problem?: string }
  | { readonly kind: 'end' }

export type Call = Extract<ToShard, { readonly kind: 'open' | 'run' | 'close' }>

/** What ends a call: all went well, with what commands gave, or it failed. */
export type Answer = Done | Failed

interface Done {
  readonly kind: 'done'
  readonly id: number
  /** Of the line, after a run. */
  readonly roundTrips?: number
  readonly outputs?: PackedOutputs
  readonly ahead?: PackedOutputs
}

interface Failed {
  readonly kind: 'failed'
  readonly id: number
  readonly roundTrips?: number
  readonly error: PlainError
}

export type FromShard =
  | Answer
  | { readonly kind: 'warning'; readonly message: string }
  /** A key for a known_hosts file, which shards do not write. */
  | {
      readonly kind: 'append'
      readonly id: number
      readonly file: string
      readonly address: HostAddress
      readonly key: Uint8Array
      readonly hashed: boolean
    }

/** A LongshoreError without its stack and its cause. */
export interface PlainError extends Omit<LongshoreErrorDetails, 'cause'> {
  readonly code: ErrorCode
  readonly message: string
}
