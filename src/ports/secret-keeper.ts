import type { TaskResult } from '../model/task-result.ts'

/** Knows what is secret in a run. It grows while the run goes on. */
export interface SecretKeeper {
  /** A text that a host or a module gets to log in with. */
  learn(secret: string): void
  /** A result in full, with what `no_log` withholds from events. */
  learnResult(result: TaskResult): void
  /** The text as it may be kept or shown anywhere. */
  mask(text: string): string
}
