/**
 * Something to say about a configuration text. `fatal`: the daemon of this version, or the part of it that pulls, does
 * not start with it. `ignored`: it is taken and has no effect. `warning`: it works, and has a catch.
 */
export interface Finding {
  readonly severity: 'fatal' | 'ignored' | 'warning'
  /** Stable: scripts may tell findings apart by it. */
  readonly code: FindingCode
  /** What is wrong, and what becomes of it, in plain words. */
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
  | 'combination'
  | 'mirror'
  | 'insecure-registry'
  | 'encoding'
  | 'value'
  | 'duplicate-label'
  | 'file-name'
  | 'directory-name'
  | 'server-only'
  | 'inline-host'
  | 'server'
  | 'host'
  | 'capability'
  | 'duration'
  | 'tls-without-https'
  | 'certificate-name'
  | 'config-version'
  | 'plugin-of-other-version'
  | 'mirrors-and-config-path'
  | 'tls-and-config-path'
  | 'several-config-paths'
  | 'no-config-path'
  | 'default-config-path'
  | 'import-replaces-section'
  | 'import-not-read'
  | 'deprecated'
  | 'host-key'
  | 'local-pull'
  | 'required-plugin'
  | 'cri-disabled'
  | 'rewrite'
  | 'mixed-versions'
  | 'location'
  | 'conflict'
  | 'library-prefix'
  | 'mode'

/** A finding before it is known where its subject stands. */
export type Unplaced = Omit<Finding, 'line' | 'column'>

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
