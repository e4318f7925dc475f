import type { LongshoreError } from '../../base/longshore-error.ts'
import type { RunOptions } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import type { LockAnswer } from './lock-answer.ts'

/** A lock that this run has. */
export interface HeldLock {
  readonly target: ConnectionTarget
  /** As whom it was taken. */
  readonly options: RunOptions
  readonly token: number
  readonly note: string
  /** The name of the host under which it was taken. */
  readonly name: string
  renewedAt: number
}

/** A lock that an earlier process of this run may have left, or that was asked for on a line that broke before its answer. */
export interface LeftLock extends Pick<HeldLock, 'target' | 'options'>, Pick<LockedWork, 'reason' | 'seen'> {
  /** The program that was cut off ends with its release. */
  readonly mayBeDone?: boolean
}

/** Why a lock is there still. */
export interface Unreleased {
  readonly why: string
  readonly isLineLost: boolean
}

/** What is to be done under a lock. */
export interface LockedWork {
  readonly target: ConnectionTarget
  /** For who finds the lock. */
  readonly reason: string
  /** It takes the lock; otherwise a lock that is held is checked, and no more. */
  readonly takes: boolean
  /** It changes what there is once on a machine: names of one machine cannot each do so. */
  readonly isWhole?: boolean
  /** What a look before said. */
  readonly seen?: LockAnswer | undefined
  /** Nothing comes after it there: where all of it succeeds, the program itself releases the lock. */
  readonly isLast?: boolean
}

export function unreleased({ code, message }: LongshoreError): Unreleased {
  return { why: message, isLineLost: code === 'CONNECTION_LOST' }
}

/** A lock is of the user that works there: that of root is the one that counts for the machine. */
export function keyOf(target: ConnectionTarget, { become }: RunOptions): string {
  const { name, kind, address, port = '', user = '' } = target
  return [name, kind, address, port, user, become?.user ?? ''].join('\0')
}
