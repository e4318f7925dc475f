import type { Conclusion } from './plan.ts'
import type { CommandOutput } from './command-output.ts'
import type { RemoteCommand } from './remote-command.ts'

export type LineWork =
  | { readonly kind: 'wait'; readonly wait: ConnectionWait }
  | { readonly kind: 'reboot'; readonly reboot: Reboot }
  | { readonly kind: 'job'; readonly job: JobQuery }

/** How long and how often to try whether a host can be reached. */
export interface ConnectionWait {
  readonly delayMs: number
  readonly timeoutMs: number
  readonly sleepMs: number
  readonly connectTimeoutMs: number
}

/** What is asked about a job that a task with `async` started. */
export interface JobQuery {
  readonly mode: 'status' | 'cleanup'
  readonly id: string
  /** What the outputs say of a job that an earlier run started. */
  readonly conclude: (outputs: readonly CommandOutput[]) => Conclusion
}

export interface Reboot {
  /** Tells one boot of the host from another by what it prints. */
  readonly bootId: RemoteCommand
  readonly restart: RemoteCommand
  /** Succeeds once the host is up again. */
  readonly test: RemoteCommand
  readonly wait: ConnectionWait
}
