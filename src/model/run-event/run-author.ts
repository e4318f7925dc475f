/** Who started a run. */
export interface RunAuthor {
  readonly user: string
  /** The machine that it was started on. */
  readonly host: string
  /** Who became that user by sudo. */
  readonly sudo?: string
}
