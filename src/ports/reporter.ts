import type { NumberedEvent } from '../model/run-event/run-event.ts'

/** Turns events into text. Called synchronously; must not throw. */
export interface Reporter {
  report(event: NumberedEvent): void
  /** Everything is written when this resolves. */
  close(): Promise<void>
}
