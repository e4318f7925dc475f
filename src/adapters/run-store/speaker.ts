import type { Clock } from '../../ports/clock.ts'

/** Who says what is said from this process, and when. */
export interface Speaker {
  readonly clock: Clock
  readonly by: string
}

/** How often a run that waits looks for a word from elsewhere. */
export const POLL_MS = 500
