import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { Secret } from '../base/secret.ts'
import type { CommandOutput } from '../model/command-output.ts'
import type { RemoteCommand } from '../model/remote-command.ts'

export type BecomeMethod = 'sudo' | 'su'

export interface Become {
  readonly method: BecomeMethod
  readonly user: string
  readonly password?: Secret
  /** The program and its first words, where it is not `sudo` or `su` of the path. */
  readonly exe?: readonly string[]
  /** Extra words for it, such as `-H`. */
  readonly flags: readonly string[]
}

export interface RunOptions {
  readonly signal: AbortSignal
  readonly become?: Become
  /** For the commands themselves. Reaches them without being in any argv. */
  readonly environment?: Readonly<Record<string, string>>
  /** Deadline of the whole program; the remote process group is ended when it passes. */
  readonly timeoutMs?: number
  /** The commands only look, and leave no process behind: the shell that runs them may serve the next program, too. */
  readonly looks?: boolean
  /** They change files that no login is made of, and leave no process behind: the same, but they are never run a second time. */
  readonly keepsLogin?: boolean
  /** What may go along with the commands. A connection may leave it out. */
  readonly ahead?: Ahead
}

/**
 * Commands that only look, all of them tolerant. They run in the same round trip, after all others and where none of those
 * stopped it; what becomes of them is no error of the run.
 */
export interface Ahead {
  readonly commands: readonly RemoteCommand[]
  /** Deadline of these alone. */
  readonly timeoutMs: number
  /** Called before the run answers, and only where all of them ran. */
  took(outputs: readonly CommandOutput[]): void
}

/** An open line to one host. Everything done to a host goes through `run`. */
export interface Connection {
  /** Round trips made so far: one per `run`. */
  readonly roundTrips: number
  /**
   * Performs a list of commands in order in ONE round trip, stopping after the first that fails and is not tolerant.
   * Gives the outputs of those that ran: shorter than the list where it stopped. A cut or truncated program runs
   * nothing. Errors are about the line (lost, timed out, aborted, become refused), never about an exit code.
   */
  run(
    commands: readonly RemoteCommand[],
    options: RunOptions,
  ): Promise<Result<readonly CommandOutput[], LongshoreError>>
  close(): Promise<void>
}
