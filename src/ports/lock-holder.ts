/** The process that holds locks of hosts, as it tells others of itself, and what it knows of others. */
export interface LockHolder {
  /** For people: who runs it. */
  readonly by: string
  readonly process: HolderProcess
  /** Whether a process is known to be gone. One on another machine never is. */
  isGone(process: HolderProcess): boolean
}

export interface HolderProcess {
  readonly pid: number
  readonly host: string
  /** Tells it from a later process of the same number. */
  readonly started?: string
}
