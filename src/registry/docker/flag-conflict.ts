import type { Unplaced } from '../finding.ts'
import type { Version } from '../version.ts'
import type { DockerdFlags } from './dockerd-flags.ts'

/** The daemon that a file is judged for. */
export interface Dockerd {
  readonly version: Version
  readonly flags: DockerdFlags
}

/** dockerd takes an option from its flags or from the file, never from both. Source: moby `findConfigurationConflicts`. */
export function flagConflict(key: string, flags: DockerdFlags): Unplaced | undefined {
  const given = flags.get(key)
  if (given === undefined || key === 'runtimes') return undefined
  return {
    severity: 'fatal',
    code: 'flag-conflict',
    message: `${key} is also given as a flag by the unit (${given.join(', ')}): dockerd takes it from one place only`,
    fix: 'remove it from ExecStart or from the file',
  }
}
