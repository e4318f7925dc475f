/** One runtime of a host as `registry_facts` tells of it. */
export interface RuntimeFacts {
  readonly runtime: string
  /** Its own configuration file first. */
  readonly files: readonly { readonly path: string; readonly sha256: string | null; readonly modified: string | null }[]
  readonly file: Readonly<Record<string, unknown>> | null
  readonly effective: Readonly<Record<string, unknown>> | null
  readonly notApplied: readonly string[]
  readonly problem?: string
}

/** Of the return values of `registry_facts`. */
export function runtimesOf(values: Readonly<Record<string, unknown>>): readonly RuntimeFacts[] {
  const { runtimes = [] } = values as {
    readonly runtimes?: readonly (RuntimeFacts & { not_applied: readonly string[] })[]
  }
  return runtimes.map(({ not_applied: notApplied, ...rest }) => ({ ...rest, notApplied }))
}
