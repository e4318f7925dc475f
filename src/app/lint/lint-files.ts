import { readFile } from 'node:fs/promises'
import { basename, dirname, relative, resolve } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import { fileUnreadable } from '../../loader/errors.ts'
import { DEFAULT_RULES } from '../../loader/inventory/inventory-rules.ts'
import { loadInventory } from '../../loader/inventory/load-inventory.ts'
import { loadPlaybook } from '../../loader/playbook/load-playbook.ts'
import type { ModuleIndex } from '../../model/module.ts'
import type { Templater } from '../../ports/templater.ts'
import { checksFor } from '../load-run.ts'
import { collectFiles } from './collect-files.ts'
import { kindUnknown } from './errors.ts'
import { lastingTasks } from './lasting-tasks.ts'
import { lintBytes, type LintContext } from './lint-bytes.ts'
import { lintConfig } from './lint-config.ts'
import { kindOf, type LintKind } from './lint-kind.ts'
import { projectKind } from './project-kind.ts'

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
  const shown = (file: string) => (relative(request.cwd, file).startsWith('..') ? file : relative(request.cwd, file))
  const findings: FileFinding[] = []
  const judged = new Set<string>()
  for (const file of mainFilesFirst(files.value)) {
    if (judged.has(file)) continue
    const kind = request.as ?? (await projectKind(file, kindOf(file)))
    if (kind === undefined) return err(kindUnknown(shown(file)))
    const found = await findingsOf(file, kind, request, deps)
    if (!found.ok) return found
    findings.push(...found.value.findings.map((finding) => ({ ...finding, file: shown(finding.file ?? file) })))
    for (const path of found.value.imported ?? []) judged.add(path)
  }
  return ok({ files: files.value.map((file) => relative(request.cwd, file)), findings })
}

/** What a config.toml imports is judged with it, and not once more by itself. */
function mainFilesFirst(files: readonly string[]): string[] {
  const isMain = (file: string) => basename(file) === 'config.toml'
  return [...files.filter(isMain), ...files.filter((file) => !isMain(file))]
}

type Found = Result<
  {
    readonly findings: readonly (Omit<FileFinding, 'file'> & { readonly file?: string })[]
    readonly imported?: readonly string[]
  },
  LongshoreError
>

async function findingsOf(file: string, kind: LintKind, request: LintRequest, deps: LintDeps): Promise<Found> {
  if (kind === 'playbook') return playbookFindings(file, deps)
  if (kind === 'inventory') return inventoryFindings(file, deps)
  try {
    if (kind === 'config.toml') return ok(await lintConfig(file, request))
    return ok({ findings: lintBytes(kind, file, await readFile(file), request) })
  } catch (cause) {
    return err(fileUnreadable(file, cause))
  }
}

/** What `run --syntax-check` says of a playbook. */
async function playbookFindings(file: string, deps: LintDeps): Promise<Found> {
  const [modules, templater] = await Promise.all([deps.modules(), deps.templater()])
  const checks = checksFor({ extraVars: {}, playbooks: [] }, { templater })
  const loaded = await loadPlaybook(file, modules, checks)
  return ok({ findings: loaded.ok ? lastingTasks(loaded.value) : loaded.error.map(findingOf) })
}

/** The inventory with the group_vars/ and host_vars/ beside it. Programs that print one are not run. */
async function inventoryFindings(file: string, { templater }: LintDeps): Promise<Found> {
  const rules = { ...DEFAULT_RULES, enabled: DEFAULT_RULES.enabled.filter((name) => name !== 'script') }
  const loaded = await loadInventory([file], { cwd: dirname(file), varsDirs: [], rules, templater })
  if (!loaded.ok) return ok({ findings: loaded.error.map(findingOf) })
  const warned = loaded.value.warnings.map((message) => ({ severity: 'warning', code: 'INVENTORY', message }) as const)
  return ok({ findings: warned.map((finding) => ({ ...finding, line: 1, column: 1 })) })
}

function findingOf({
  code,
  message,
  hint,
  at,
}: LongshoreError): Omit<FileFinding, 'file'> & { readonly file?: string } {
  const fix = hint === undefined ? {} : { fix: hint }
  const file = at === undefined ? {} : { file: at.file }
  return { severity: 'fatal', code, message, line: at?.line ?? 1, column: at?.column ?? 1, ...fix, ...file }
}
