import type { Readable, Writable } from 'node:stream'

/** A running `sh` (behind sudo, behind ssh, or a child process) that reads its program from stdin. */
export interface ProgramChannel {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
  /** Resolves when the process has ended and its output is read, or when the line broke. Never rejects. */
  readonly ended: Promise<ChannelEnd>
  /** Lets go of the channel without waiting for the process. */
  close(): void
}

export interface ChannelEnd {
  readonly exitCode?: number
  readonly signal?: string
  /** Set where the line broke instead of the process ending. */
  readonly lost?: Error
}
