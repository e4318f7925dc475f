import { err, type Result } from '../../../base/result.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { LongshoreError } from '../../../base/longshore-error.ts'
import type { OpenFailure } from './open-client.ts'

export interface RetryOptions {
  readonly clock: Clock
  /** From 0 to 1, spreading the retries of hosts that failed together. */
  readonly random: () => number
  readonly signal: AbortSignal
}

const ATTEMPTS = 5
const FIRST_PAUSE_MS = 250

/** Tries again what is transient, with pauses that double and jitter by half; anything else fails at once. */
export async function withRetries<T>(
  attempt: () => Promise<Result<T, OpenFailure>>,
  { clock, random, signal }: RetryOptions,
): Promise<Result<T, LongshoreError>> {
  for (let made = 1; ; made++) {
    const result = await attempt()
    if (result.ok) return result
    if (!result.error.transient || made === ATTEMPTS || signal.aborted) return err(result.error.error)
    await clock.sleep(FIRST_PAUSE_MS * 2 ** (made - 1) * (0.5 + random()), signal)
  }
}
