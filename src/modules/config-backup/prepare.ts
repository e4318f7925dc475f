import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import { CONFIG_PLACES } from '../../registry/config-places.ts'
import type { ConfigBackupArgs } from './args.ts'

export interface PreparedBackup {
  readonly args: ConfigBackupArgs
  /** Paths that the newest backup has as secrets. */
  readonly knownSecrets: readonly string[]
}

/** With `keep_paths` the arguments of whoever made the newest backup count as well. */
export async function prepareBackup(
  args: ConfigBackupArgs,
  { backups, host }: BindContext,
): Promise<Result<PreparedBackup, LongshoreError>> {
  const asGiven = { args, knownSecrets: [] }
  if (!args.keep_paths || backups === undefined) return ok(asGiven)
  const version = await backups.find(host, 'latest')
  if (!version.ok) return version.error.code === 'BACKUP_NOT_FOUND' ? ok(asGiven) : version
  const newest = await backups.read(host, version.value)
  if (!newest.ok) return newest
  const { roots, entries } = newest.value
  const known = new Set([...CONFIG_PLACES.patterns, ...CONFIG_PLACES.secrets])
  const secret = entries.flatMap((entry) => (entry.kind === 'file' && entry.secret !== undefined ? [entry.path] : []))
  const paths = [...args.paths, ...roots.filter((root) => !known.has(root) && !args.secret_paths.includes(root))]
  return ok({ args: { ...args, paths }, knownSecrets: secret })
}
