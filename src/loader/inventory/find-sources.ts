import { readdir, stat } from '../../base/files-at-once.ts'
import { join } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { errnoOf, fileUnreadable } from '../errors.ts'
import { nameMatcher } from '../../model/name-matcher.ts'
import { folderEmpty, sourceMissing } from './errors.ts'
import type { InventoryRules } from './inventory-rules.ts'

export type SourceFile =
  | { readonly kind: 'list'; readonly list: string }
  | {
      readonly kind: 'file'
      readonly path: string
      /** As error texts name it: below what the operator gave. */
      readonly shown: string
      readonly fromFolder: boolean
      readonly executable: boolean
    }

export interface FoundSource {
  readonly files: readonly SourceFile[]
  /** The folder whose group_vars/ and host_vars/ belong to this source; undefined for a list. */
  readonly varsDir: string | undefined
  readonly warnings: readonly string[]
}

/** What Ansible passes over in a folder of inventories, besides endings and patterns of settings (inventory/manager.py). */
const ALWAYS_IGNORED = /^\.|^host_vars$|^group_vars$|^vars_plugins$/

const MAX_DEPTH = 20

/** The inventory files behind one `-i`: a list with a comma, a file, or a folder with all that is below it, in order. */
export async function findSource(
  given: string,
  path: string,
  rules: InventoryRules,
): Promise<Result<FoundSource, readonly LongshoreError[]>> {
  const info = await statOf(path, given)
  if (info.ok && info.value === undefined) {
    if (!given.includes(',') && rules.lenient) return ok({ files: [], varsDir: join(path, '..'), warnings: [] })
    if (!given.includes(',')) return err([sourceMissing(given)])
    return ok({ files: [{ kind: 'list', list: given }], varsDir: undefined, warnings: [] })
  }
  if (!info.ok) return err([info.error])
  if (info.value?.directory !== true) {
    const executable = info.value?.executable === true
    const file = { kind: 'file', path, shown: given, fromFolder: false, executable } as const
    return ok({ files: [file], varsDir: join(path, '..'), warnings: [] })
  }
  const found: Found = { files: [], problems: [], warnings: [], isIgnored: ignoring(rules), rules }
  await walk(path, given, 0, found)
  if (found.problems.length > 0) return err(found.problems)
  if (found.files.length === 0 && !rules.lenient) return err([folderEmpty(given)])
  return ok({ files: found.files, varsDir: path, warnings: found.warnings })
}

interface Found {
  readonly files: SourceFile[]
  readonly problems: LongshoreError[]
  readonly warnings: string[]
  readonly isIgnored: (name: string) => boolean
  readonly rules: InventoryRules
}

/** A pattern is looked for from the name's start, an ending at its end. */
function ignoring({ ignoredExtensions, ignoredPatterns }: InventoryRules): (name: string) => boolean {
  const patterns = ignoredPatterns.flatMap((pattern) => {
    const matcher = nameMatcher(`~.*?(?:${pattern})`)
    return matcher.ok ? [matcher.value] : []
  })
  return (name) =>
    ALWAYS_IGNORED.test(name) ||
    ignoredExtensions.some((ending) => name.endsWith(ending)) ||
    patterns.some((matches) => matches(name))
}

async function walk(folder: string, shown: string, depth: number, found: Found): Promise<void> {
  const names = await namesIn(folder, shown)
  if (!names.ok) {
    found.problems.push(names.error)
    return
  }
  for (const name of names.value) {
    const shownName = `${shown.replace(/\/$/, '')}/${name}`
    if (found.isIgnored(name)) {
      if (!found.rules.lenient && /^[^.].*\.(?:ini|cfg)$/.test(name)) {
        found.warnings.push(
          `${shownName} is passed over: Ansible reads no .ini or .cfg file of a folder of inventories`,
        )
      }
      continue
    }
    const path = join(folder, name)
    const info = await statOf(path, shownName)
    if (!info.ok) found.problems.push(info.error)
    else if (info.value === undefined) found.problems.push(sourceMissing(shownName))
    else if (!info.value.directory) {
      const { executable } = info.value
      found.files.push({ kind: 'file', path, shown: shownName, fromFolder: true, executable })
    } else if (depth < MAX_DEPTH) await walk(path, shownName, depth + 1, found)
  }
}

async function namesIn(folder: string, shown: string): Promise<Result<readonly string[], LongshoreError>> {
  try {
    const names = await readdir(folder)
    return ok(names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
  } catch (cause) {
    return err(fileUnreadable(shown, cause))
  }
}

interface EntryInfo {
  readonly directory: boolean
  readonly executable: boolean
}

/** Undefined where nothing is there. */
async function statOf(path: string, shown: string): Promise<Result<EntryInfo | undefined, LongshoreError>> {
  try {
    const info = await stat(path)
    return ok({ directory: info.isDirectory(), executable: (info.mode & 0o111) !== 0 })
  } catch (cause) {
    return errnoOf(cause) === 'ENOENT' || shown.includes(',') ? ok(undefined) : err(fileUnreadable(shown, cause))
  }
}
