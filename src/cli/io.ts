/** What a command may touch of the process. */
export interface Io {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isTerminal: boolean
  readonly columns: number
  /** Calls back on every SIGINT and SIGTERM; gives what stops that. */
  readonly onInterrupt: (listener: (signal: string) => void) => () => void
}
