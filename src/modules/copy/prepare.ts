import { basename, dirname } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { BindContext } from '../../model/module.ts'
import { checksumOf } from '../module-utils/checksum.ts'
import { validateWords } from '../module-utils/validate-words.ts'
import type { CopyArgs } from './args.ts'
import { sourceGivenTwice, sourceMissing } from './errors.ts'

export interface SourceFile {
  /** Below the destination. */
  readonly name: string
  readonly content: Buffer
  readonly sha1: string
  /** Permission bits on the controller, where `mode: preserve` needs them. */
  readonly mode: number | undefined
}

export interface SourceLink {
  /** Below the destination. */
  readonly name: string
  readonly target: string
}

export type Source =
  | { readonly kind: 'content' | 'file'; readonly file: SourceFile; readonly path: string | undefined }
  | {
      readonly kind: 'folder'
      readonly path: string
      /** Those below the source; and where the source is to be made itself, `top`. */
      readonly folders: readonly string[]
      readonly top: string | undefined
      readonly files: readonly SourceFile[]
      readonly links: readonly SourceLink[]
    }
  | { readonly kind: 'remote'; readonly path: string }

export interface PreparedCopy {
  readonly args: CopyArgs
  readonly source: Source
  readonly validate: readonly string[] | undefined
}

/** Reads what is to be copied from the controller. */
export async function prepareCopy(args: CopyArgs, context: BindContext): Promise<Result<PreparedCopy, LongshoreError>> {
  if (args.src !== undefined && args.content !== undefined) return err(sourceGivenTwice())
  const validate = validateWords(args.validate)
  if (!validate.ok) return validate
  const source = await readSource(args, context)
  return source.ok ? ok({ args, source: source.value, validate: validate.value }) : source
}

async function readSource(args: CopyArgs, context: BindContext): Promise<Result<Source, LongshoreError>> {
  if (args.content !== undefined) {
    return ok({
      kind: 'content',
      file: sourceFile(basename(args.dest), Buffer.from(args.content, 'utf8')),
      path: undefined,
    })
  }
  if (args.src === undefined || args.src === '') return err(sourceMissing())
  if (args.remote_src) return ok({ kind: 'remote', path: args.src })
  const path = await context.controller.resolve(args.src, 'files')
  if (!path.ok) return path
  const content = await context.controller.read(path.value, { asIs: !args.decrypt })
  return content.ok
    ? readFile(args, path.value, content.value, context)
    : readFolder(args, path.value, content, context)
}

async function readFile(
  args: CopyArgs,
  path: string,
  content: Buffer,
  context: BindContext,
): Promise<Result<Source, LongshoreError>> {
  const name = basename(path)
  if (args.mode !== 'preserve') return ok({ kind: 'file', file: sourceFile(name, content), path })
  const mode = await modeOnController(path, context)
  return mode.ok ? ok({ kind: 'file', file: sourceFile(name, content, mode.value), path }) : mode
}

/** Permission bits of a file of the controller. */
export async function modeOnController(
  path: string,
  { controller }: BindContext,
): Promise<Result<number | undefined, LongshoreError>> {
  const beside = await controller.list(dirname(path))
  return beside.ok ? ok(beside.value.find((entry) => entry.path === basename(path))?.mode) : beside
}

async function readFolder(
  args: CopyArgs,
  path: string,
  notAFile: Result<Buffer, LongshoreError>,
  context: BindContext,
): Promise<Result<Source, LongshoreError>> {
  const entries = await context.controller.list(path, { links: args.local_follow === false })
  if (!entries.ok) return notAFile.ok ? entries : notAFile
  const itself = args.src?.endsWith('/') === true ? '' : `${basename(path)}/`
  const named = entries.value.map((entry) => ({ ...entry, name: `${itself}${entry.path}` }))
  const files: SourceFile[] = []
  for (const entry of named) {
    if (entry.kind !== 'file') continue
    const content = await context.controller.read(`${path.replace(/\/$/, '')}/${entry.path}`, { asIs: !args.decrypt })
    if (!content.ok) return content
    files.push(sourceFile(entry.name, content.value, entry.mode))
  }
  const below = named.filter((entry) => entry.kind === 'directory').map((entry) => entry.name)
  const links = named.flatMap(({ name, target }) => (target === undefined ? [] : [{ name, target }]))
  const top = itself === '' ? undefined : itself.slice(0, -1)
  return ok({ kind: 'folder', path, top, folders: below, files, links })
}

function sourceFile(name: string, content: Buffer, mode?: number): SourceFile {
  return { name, content, sha1: checksumOf(content), mode }
}
