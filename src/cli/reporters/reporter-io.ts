import type { RetryFile } from '../retry-file.ts'

/** What a reporter writes to and knows of the world. */
export interface ReporterIo {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Whether stdout is a terminal: lines may be drawn over. */
  readonly isTerminal: boolean
  readonly columns: number
  readonly colour: boolean
  readonly now: () => Date
  /** What relative paths of events are relative to. */
  readonly cwd?: string
  /** Calls back every `ms` until the function that it gives is called. Absent: the timers of the process. */
  readonly every?: (ms: number, callback: () => void) => () => void
}

export interface ReporterOptions {
  /** How many `-v`: 1 shows return values, 2 where a task stands and its steps, 3 facts too. */
  readonly verbosity: number
  /** A single task from the command line: Ansible prints it otherwise than one of a playbook. */
  readonly oneTask?: { readonly oneLine: boolean; readonly tree?: string }
  /** How Ansible's callbacks are set. */
  readonly ansible?: AnsibleCallbackOptions
}

/** Settings of Ansible's default callback (plugins/doc_fragments/default_callback.py, result_format_callback.py). */
export interface AnsibleCallbackOptions {
  readonly displaySkippedHosts?: boolean
  readonly displayOkHosts?: boolean
  readonly displayFailedStderr?: boolean
  readonly checkModeMarkers?: boolean
  readonly showTaskPathOnFailure?: boolean
  readonly diffContext?: number
  readonly showPerHostStart?: boolean
  readonly showCustomStats?: boolean
  /** JSON on lines of its own, or on one: `callback_format_pretty`. Absent: as the verbosity says. */
  readonly prettyResults?: boolean
  /** How results are written: `callback_result_format`. */
  readonly resultFormat?: 'json' | 'yaml'
  /** Keeps the hosts to try again, where that is wanted. */
  readonly retryFile?: RetryFile
  /** All tasks run in check mode. */
  readonly checkMode?: boolean
}
