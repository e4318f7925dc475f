import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { HostSnapshot, SnapshotEntry } from '../../model/host-snapshot.ts'
import type { BindContext } from '../../model/module.ts'
import { isOfPackage } from '../../registry/config-places.ts'
import { pathMatcher } from '../backup-utils/path-patterns.ts'
import type { ConfigRestoreArgs } from './args.ts'
import { noStore, notInBackup, secretsSealed } from './errors.ts'

export interface PreparedRestore {
  readonly args: ConfigRestoreArgs
  readonly version: string
  readonly target: HostSnapshot
  /** What to look at on the host. */
  readonly patterns: readonly string[]
  /** Whether a path is to be as in the backup. */
  isWanted(path: string): boolean
  /** Secrets whose bytes nobody knows: they stay as they are. */
  readonly sealed: readonly string[]
}

export async function prepareRestore(
  args: ConfigRestoreArgs,
  { backups, host }: BindContext,
): Promise<Result<PreparedRestore, LongshoreError>> {
  if (backups === undefined) return err(noStore())
  const version = await backups.find(host, args.at)
  if (!version.ok) return version
  const read = await backups.read(host, version.value)
  if (!read.ok) return read
  const { entries, roots } = read.value
  const [isNamed, isRoot] = [pathMatcher(args.paths), pathMatcher(roots)]
  const isAll = args.paths.length === 0
  const isChosen = (path: string) => (isAll ? !isOfPackage(path) : isNamed(path))
  const chosen = entries.filter(({ path }) => isChosen(path))
  if (!isAll && chosen.length === 0 && !args.paths.every((path) => isRoot(path))) {
    return err(notInBackup(args.paths, host))
  }
  const sealed = chosen.filter(isSealed).map(({ path }) => path)
  if (!isAll && sealed.length > 0) return err(secretsSealed(sealed))
  const known = new Set(chosen.map(({ path }) => path))
  return ok({
    args,
    version: version.value,
    target: { ...read.value, entries: chosen },
    patterns: [...new Set([...(isAll ? roots : args.paths), ...[...known].filter((path) => !isRoot(path))])],
    isWanted: (path) => isChosen(path) && !sealed.includes(path) && (known.has(path) || isRoot(path)),
    sealed,
  })
}

function isSealed(entry: SnapshotEntry): boolean {
  return entry.kind === 'file' && entry.content === undefined
}
