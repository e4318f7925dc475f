import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { fileUnreadable } from '../../loader/errors.ts'
import { loadPlaybook } from '../../loader/playbook/load-playbook.ts'
import type { ModuleIndex } from '../../model/module.ts'
import type { Templater } from '../../ports/templater.ts'
import { checksFor } from '../load-run.ts'
import { collectFiles } from './collect-files.ts'
import { kindUnknown } from './errors.ts'
import { lintBytes, type LintContext } from './lint-bytes.ts'
import { kindOf, type LintKind } from './lint-kind.ts'

export interface LintRequest extends LintContext {
  readonly cwd: string
  readonly paths: readonly string[]
  /** What all files are, whatever their names say. */
  readonly as: LintKind | undefined
}

/** One thing to say about one file. Codes of playbooks are those of the errors of a run. */
export interface FileFinding {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly severity: 'fatal' | 'ignored' | 'warning'
  readonly code: string
  readonly message: string
  readonly fix?: string
}

export interface LintDeps {
  /** Built when a playbook is among the files. */
  readonly modules: () => Promise<ModuleIndex>
  readonly templater: () => Promise<Templater>
}

export interface Linted {
  /** As they were named, or found. */
  readonly files: readonly string[]
  readonly findings: readonly FileFinding[]
}

/** Judges files and folders. An error: what was asked cannot be done; bad files are findings. */
export async function lintFiles(request: LintRequest, deps: LintDeps): Promise<Result<Linted, LongshoreError>> {
  const files = await collectFiles(request.paths.map((path) => resolve(request.cwd, path)))
  if (!files.ok) return files
  const findings: FileFinding[] = []
  for (const file of files.value) {
    const shown = relative(request.cwd, file).startsWith('..') ? file : relative(request.cwd, file)
    const kind = request.as ?? kindOf(file)
    if (kind === undefined) return err(kindUnknown(shown))
    const found = kind === 'playbook' ? await playbookFindings(file, deps) : await registryFindings(file, kind, request)
    if (!found.ok) return found
    findings.push(...found.value.map((finding) => ({ ...finding, file: shown })))
  }
  return ok({ files: files.value.map((file) => relative(request.cwd, file)), findings })
}

type Found = Result<readonly Omit<FileFinding, 'file'>[], LongshoreError>

async function registryFindings(
  file: string,
  kind: Exclude<LintKind, 'playbook'>,
  context: LintContext,
): Promise<Found> {
  try {
    return ok(lintBytes(kind, file, await readFile(file), context))
  } catch (cause) {
    return err(fileUnreadable(file, cause))
  }
}

/** What `run --syntax-check` says of a playbook. */
async function playbookFindings(file: string, deps: LintDeps): Promise<Found> {
  const [modules, templater] = await Promise.all([deps.modules(), deps.templater()])
  const checks = checksFor({ extraVars: {} }, { templater })
  const loaded = await loadPlaybook(file, modules, checks)
  if (loaded.ok) return ok([])
  return ok(loaded.error.map(findingOf))
}

function findingOf({ code, message, hint, at }: LongshoreError): Omit<FileFinding, 'file'> {
  const fix = hint === undefined ? {} : { fix: hint }
  return { severity: 'fatal', code, message, line: at?.line ?? 1, column: at?.column ?? 1, ...fix }
}
