/** Time, handed in: nothing else reads a clock or sleeps. */
export interface Clock {
  now(): Date
  /** Resolves after `ms`, or at once when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
