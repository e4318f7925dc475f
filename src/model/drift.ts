import type { HostName } from './inventory.ts'
import type { ErrorReport } from './task-result.ts'

/** How hosts differ from a playbook, from their own files and from what was last applied to them. JSON-safe. */
export interface DriftReport {
  readonly playbooks: readonly string[]
  readonly run: string
  readonly hosts: Readonly<Record<HostName, HostDrift>>
}

/** `unknown`: the host could not be looked at. */
export interface HostDrift {
  readonly state: 'same' | 'drifted' | 'unknown'
  readonly error?: ErrorReport
  readonly lastApplied?: { readonly run: string; readonly time: string }
  readonly differences: readonly DriftDifference[]
}

/**
 * `changed-by-hand`: the file is not as Longshore left it. `playbook-changed`: it is, and the playbook asks for something
 * else. `never-applied`: Longshore never left it. `not-reloaded`: the daemon does not use what its file says.
 * `would-change`: a task would change what has no diff.
 */
export type DriftCause = 'changed-by-hand' | 'playbook-changed' | 'never-applied' | 'not-reloaded' | 'would-change'

export interface DriftDifference {
  /** Absent with `would-change`. */
  readonly path?: string
  /** Of the file, such as `registry-mirrors`; absent where the whole of it differs. */
  readonly key?: string
  readonly causes: readonly DriftCause[]
  /** What the playbook asks for; absent where it does not speak of it, or asks for nothing. */
  readonly desired?: unknown
  readonly file?: unknown
  /** What the daemon uses, where it says so. */
  readonly effective?: unknown
  /** When the file was changed last. */
  readonly modified?: string
  /** The task whose desired state this is. */
  readonly task?: string
}
