/** One playbook, run by ansible-core and by Longshore. */
export interface EngineCase {
  readonly name: string
  /** The plays without `gather_facts`, which both leave out. */
  readonly playbook: string
  /** Default: `h1`, a local host. */
  readonly inventory?: string
  readonly files?: Readonly<Record<string, string>>
  readonly check?: boolean
  readonly forceHandlers?: boolean
  readonly tags?: readonly string[]
  readonly skipTags?: readonly string[]
  readonly extraVars?: Readonly<Record<string, unknown>>
  readonly verbosity?: number
}
