import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import { ARCHIVE } from './archive-script.ts'
import type { UnarchiveArgs } from './args.ts'
import { argsExclude, sourceIsAddress } from './errors.ts'

export interface PreparedUnarchive {
  readonly args: UnarchiveArgs
  /** The archive in base64, where it is the controller's. */
  readonly content: string | undefined
  /** What every script about the archive begins with; see OPEN_ARCHIVE. */
  readonly words: readonly string[]
}

/** Checks what can be checked without the host, and reads an archive of the controller. */
export async function prepareUnarchive(
  args: UnarchiveArgs,
  { controller }: BindContext,
): Promise<Result<PreparedUnarchive, LongshoreError>> {
  if (args.include.length > 0 && args.exclude.length > 0) return err(argsExclude('include', 'exclude'))
  if (args.remote_src && !args.copy) return err(argsExclude('copy', 'remote_src'))
  const isOnHost = args.remote_src || !args.copy
  if (isOnHost && args.src.includes('://')) return err(sourceIsAddress(args.src))
  const words = [isOnHost ? args.src : '', args.dest, ...wordsOfPrograms(args)]
  if (isOnHost) return ok({ args, content: undefined, words })
  const path = await controller.resolve(args.src, 'files')
  if (!path.ok) return path
  const content = await controller.read(path.value, { asIs: !args.decrypt })
  return content.ok ? ok({ args, content: content.value.toString('base64'), words }) : content
}

function wordsOfPrograms({ extra_opts: extra, exclude, include, keep_newer: keepNewer, dest }: UnarchiveArgs) {
  const newer = keepNewer ? ['--keep-newer-files'] : []
  const tar = ['-C', dest, ...extra, ...newer, ...exclude.map((each) => `--exclude=${each}`), '-f', ARCHIVE, ...include]
  const zip = [...(keepNewer ? ['-u'] : []), ...extra, ARCHIVE, ...include]
  return [String(tar.length), ...tar, ...zip, ...(exclude.length === 0 ? [] : ['-x', ...exclude])]
}
