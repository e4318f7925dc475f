import { posix } from 'node:path'
import type * as z from 'zod'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import type { Plan } from '../../model/plan.ts'
import { argsObject, boolArg, pathArg } from '../arg-types.ts'
import { defineModule } from '../define-module.ts'
import { checksumOf } from '../module-utils/checksum.ts'
import { pathState, type PathState } from '../module-utils/path-state.ts'
import { bringInParts } from './bring-in-parts.ts'
import { destIsFolder, sourceIsFolder, sourceMangled, sourceMissing } from './errors.ts'

const args = argsObject(() => ({
  src: pathArg().describe('The file of the host'),
  dest: pathArg().describe('Folder of the controller; the file goes to DEST/HOST/SRC'),
  flat: boolArg().default(false).describe('dest is the file itself, or with a / at its end the folder of the file'),
  fail_on_missing: boolArg().default(true).describe('Fail where src is not on the host'),
  validate_checksum: boolArg().default(true).describe('Compare what arrived with what is on the host'),
}))

type Args = z.output<typeof args>

interface PreparedFetch {
  readonly args: Args
  readonly host: string
  /** dest as an absolute path, its last / kept. */
  readonly dest: string
}

/** Brings a file of the host to the controller. */
export const fetch = defineModule({
  name: 'fetch',
  summary: 'Bring a file of the host to the controller',
  foreground: true,
  args,
  wordsOfMissing: () => 'src and dest are required',
  returns: {
    dest: 'Where it is on the controller',
    checksum: 'SHA-1 of it',
    remote_checksum: 'SHA-1 of what is on the host',
    md5sum: 'MD5 of it',
    file: 'The file of the host, where nothing was to be brought',
  },
  prepare: prepareFetch,
  facts: ({ args: { src } }: PreparedFetch) => ({ file: pathState(src, { content: 'all', sha1: true }) }),
  plan: (prepared, { file }, { checkMode }) => planFetch(prepared, file, checkMode),
})

async function prepareFetch(given: Args, context: BindContext): Promise<Result<PreparedFetch, LongshoreError>> {
  const dest = context.controller.absolute(given.dest)
  if (given.flat && !given.dest.endsWith('/') && (await context.controller.list(dest)).ok) {
    return err(destIsFolder(given.dest))
  }
  return ok({ args: given, host: context.host, dest })
}

function planFetch(prepared: PreparedFetch, file: PathState, checkMode: boolean): Plan {
  if (checkMode) return { kind: 'skip', reason: 'check mode not (yet) supported for this module' }
  const { fail_on_missing: failOnMissing, validate_checksum: validate } = prepared.args
  if (file.target === undefined) {
    const error = sourceMissing(file.path)
    if (failOnMissing) return { kind: 'impossible', error }
    return { kind: 'in-desired-state', values: { msg: error.message, file: file.path } }
  }
  if (file.target.kind === 'directory') {
    const error = sourceIsFolder(file.path)
    if (failOnMissing) return { kind: 'impossible', error }
    return { kind: 'in-desired-state', values: { msg: `${error.message}, not transferring, ignored` } }
  }
  const { content } = file
  if (content === undefined) return bringInParts(file.path, file.sha1 ?? '', destOf(prepared, file.path), validate)
  const checksum = checksumOf(content)
  if (validate && checksum !== file.sha1) return { kind: 'impossible', error: sourceMangled(file.path) }
  const dest = destOf(prepared, file.path)
  return {
    kind: 'keep',
    file: { path: dest, content },
    values: {
      dest,
      checksum,
      md5sum: checksumOf(content, 'md5'),
      remote_checksum: file.sha1,
      remote_md5sum: null,
    },
    valuesWhenSame: { dest, checksum, md5sum: checksumOf(content, 'md5'), file: file.path },
  }
}

function destOf({ args: given, dest, host }: PreparedFetch, src: string): string {
  if (!given.flat) return posix.normalize(`${dest}/${host}/${src}`)
  return posix.normalize(dest.endsWith('/') ? `${dest}${src.slice(src.lastIndexOf('/') + 1)}` : dest)
}
