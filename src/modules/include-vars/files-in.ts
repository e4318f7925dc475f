import { basename, dirname, join } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { ControllerFiles } from '../../model/controller-files.ts'
import { extensionNotAllowed, notAFolder, patternInvalid } from './errors.ts'

interface Choice {
  readonly depth: number
  readonly files_matching?: string | undefined
  readonly ignore_files?: readonly string[] | undefined
  readonly extensions: readonly string[]
  readonly ignore_unknown_extensions: boolean
}

/** The files of a folder that are to be loaded: folder by folder, the upper one first, each by the names of its files. */
export async function filesIn(
  folder: string,
  choice: Choice,
  controller: ControllerFiles,
): Promise<Result<readonly string[], LongshoreError>> {
  const entries = await controller.list(folder)
  if (!entries.ok) return isNoFolder(entries.error) ? err(notAFolder(folder)) : entries
  const matching = choice.files_matching === undefined ? ok(undefined) : expression(choice.files_matching)
  if (!matching.ok) return matching
  const chosen: string[] = []
  for (const { path, kind } of entries.value.toSorted(byFolder)) {
    const name = basename(path)
    if (kind !== 'file' || (choice.depth > 0 && path.split('/').length > choice.depth)) continue
    const ignored = isIgnored(name, choice.ignore_files ?? [])
    if (!ignored.ok) return ignored
    if (ignored.value || matching.value?.test(name) === false) continue
    if (choice.extensions.some((extension) => name.endsWith(`.${extension}`))) chosen.push(join(folder, path))
    else if (!choice.ignore_unknown_extensions) return err(extensionNotAllowed(join(folder, path), choice.extensions))
  }
  return ok(chosen)
}

interface Placed {
  readonly path: string
}

function byFolder(left: Placed, right: Placed): number {
  return compared(folderOf(left), folderOf(right)) || compared(left.path, right.path)
}

function folderOf({ path }: Placed): string {
  return path.includes('/') ? dirname(path) : ''
}

function compared(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}

function isNoFolder({ cause }: LongshoreError): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOTDIR'
}

function isIgnored(name: string, patterns: readonly string[]): Result<boolean, LongshoreError> {
  for (const pattern of patterns) {
    const ignored = expression(`${pattern}$`)
    if (!ignored.ok) return ignored
    if (ignored.value.test(name)) return ok(true)
  }
  return ok(false)
}

function expression(pattern: string): Result<RegExp, LongshoreError> {
  try {
    return ok(new RegExp(pattern))
  } catch {
    return err(patternInvalid(pattern))
  }
}
