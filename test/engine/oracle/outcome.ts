/** What a run came to, as Ansible and Longshore both can tell it. */
export interface Outcome {
  readonly lines: readonly OutcomeLine[]
  readonly recap: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface OutcomeLine {
  readonly host: string
  readonly task: string
  readonly status: string
  readonly ignored?: true
  /** The message of a `debug`. */
  readonly said?: unknown
}
