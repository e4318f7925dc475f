import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'

export interface ControllerFiles {
  /**
   * Finds `name` as Ansible does: absolute, or in each of `folders` (a role's, the task's) and then beside the playbook,
   * first in `kind`/ and then as it is.
   */
  resolve(
    name: string,
    kind: 'files' | 'templates' | 'vars' | '.',
    folders?: readonly string[],
  ): Promise<Result<string, LongshoreError>>
  read(path: string): Promise<Result<Buffer, LongshoreError>>
  /** A name as an absolute path: below the home for `~/`, else beside the playbook. Nothing has to be there. */
  absolute(name: string): string
  /** Makes a file hold these bytes, atomically, with the folders above it. Gives whether it did not before. */
  keep(path: string, content: Uint8Array): Promise<Result<boolean, LongshoreError>>
  /** Files and folders below `path`, relative to it. */
  list(path: string): Promise<Result<readonly ControllerEntry[], LongshoreError>>
}

export interface ControllerEntry {
  readonly path: string
  readonly kind: 'file' | 'directory'
  readonly mode: number
}
