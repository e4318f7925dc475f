/**
 * Something to say about a configuration text. `fatal`: the daemon of this version does not start with it. `ignored`:
 * the daemon takes it and it has no effect. `warning`: it works, and has a catch.
 */
export interface Finding {
  readonly severity: 'fatal' | 'ignored' | 'warning'
  readonly code: FindingCode
  readonly message: string
  readonly line: number
  readonly column: number
  /** What to write instead. */
  readonly fix?: string
}

export type FindingCode =
  | 'syntax'
  | 'empty-file'
  | 'trailing-content'
  | 'duplicate-key'
  | 'byte-order-mark'
  | 'unknown-key'
  | 'flag-name'
  | 'nested-object'
  | 'no-effect'
  | 'key-too-new'
  | 'key-removed'
  | 'wrong-type'
  | 'out-of-range'
  | 'flag-conflict'
  | 'mirror'
  | 'insecure-registry'

/** A rule about one value, before it is known where that value stands. */
export interface ValueFinding {
  readonly severity: Finding['severity']
  readonly message: string
  readonly fix?: string
}

export function formatFinding(finding: Finding, file: string): string {
  const fix = finding.fix === undefined ? '' : ` (${finding.fix})`
  return `${file}:${finding.line}:${finding.column}: ${finding.message}${fix}`
}
