/** What a reporter writes to and knows of the world. */
export interface ReporterIo {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Whether stdout is a terminal: lines may be drawn over. */
  readonly isTerminal: boolean
  readonly columns: number
  readonly colour: boolean
  readonly now: () => Date
  /** Calls back every `ms` until the function that it gives is called. Absent: the timers of the process. */
  readonly every?: (ms: number, callback: () => void) => () => void
}

export interface ReporterOptions {
  /** How many `-v`: 1 shows return values, 2 where a task stands and its steps, 3 facts too. */
  readonly verbosity: number
  /** A single task from the command line: Ansible prints it otherwise than one of a playbook. */
  readonly oneTask?: { readonly oneLine: boolean }
}
