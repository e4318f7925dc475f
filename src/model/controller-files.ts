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
  /** The bytes; what is encrypted is opened, unless it is asked for `asIs`. */
  read(path: string, options?: { readonly asIs?: boolean }): Promise<Result<Buffer, LongshoreError>>
  /** A name as an absolute path: below the home for `~/`, else beside the playbook. Nothing has to be there. */
  absolute(name: string): string
  /** Makes a file hold these bytes, atomically, with the folders above it. Gives whether it did not before. */
  keep(path: string, content: Uint8Array): Promise<Result<boolean, LongshoreError>>
  /** The sums of a file that is there; undefined where there is none that can be read. */
  sums(path: string): Promise<FileSums | undefined>
  /** As `keep`, of a file that comes in parts: never more than one is held, and what was there stays where one is refused. */
  keepParts(path: string, parts: FileParts): Promise<Result<FileSums, LongshoreError>>
  /** Files and folders below `path`, relative to it. Symlinks are followed where they lead anywhere, or told as such with `links`. */
  list(
    path: string,
    options?: { readonly links?: boolean },
  ): Promise<Result<readonly ControllerEntry[], LongshoreError>>
}

export interface FileSums {
  readonly sha1: string
  readonly md5: string
}

export interface FileParts {
  /** The next part; undefined behind the last one. */
  readonly next: () => Promise<Result<Uint8Array | undefined, LongshoreError>>
  /** Why the whole is not taken. */
  readonly accept: (sums: FileSums) => LongshoreError | undefined
}

export interface ControllerEntry {
  readonly path: string
  readonly kind: 'file' | 'directory' | 'link'
  readonly mode: number
  /** What a link points to, as it is written. */
  readonly target?: string
}
