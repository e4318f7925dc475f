/** What a command may touch of the process. */
export interface Io {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly cwd: string
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether stdout is a terminal. */
  readonly isTerminal: boolean
  readonly columns: number
  /** Ends the process at once. */
  readonly leave: (code: number) => never
  /** Calls back on every SIGINT, SIGTERM and SIGHUP until what it gives is called. */
  readonly onInterrupt: (listener: (signal: string) => void) => () => void
  /** Calls back on every SIGUSR2 until what it gives is called. */
  readonly onPause: (listener: () => void) => () => void
}
