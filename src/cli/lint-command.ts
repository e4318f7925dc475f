import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { runtimeInvalid } from '../app/lint/errors.ts'
import { RUNTIME_NAMES, type RuntimeName, type Runtimes } from '../app/lint/lint-bytes.ts'
import { lintFiles, type FileFinding, type Linted } from '../app/lint/lint-files.ts'
import { LINT_KINDS, PROJECT_KINDS, type LintKind } from '../app/lint/lint-kind.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import { err, ok, type Result } from '../base/result.ts'
import { fileUnreadable } from '../loader/errors.ts'
import { parseDockerdFlags, type DockerdFlags } from '../registry/docker/dockerd-flags.ts'
import { expandWords } from '../registry/docker/exec-start.ts'
import { unitFlagWords } from '../registry/docker/unit-file.ts'
import { parseDockerVersion } from '../registry/version.ts'
import type { LintFlags } from './commands/lint.ts'
import type { Composition } from './composition.ts'
import { formatError } from './exit-codes.ts'

/** Gives the exit code: 1 where something stops a daemon, is refused, or is ignored; warnings alone are 0. */
export async function lintCommand(
  paths: readonly string[],
  flags: LintFlags,
  composition: Composition,
): Promise<number> {
  const { io } = composition
  const linted = await lint(paths, flags, composition)
  if (!linted.ok) {
    io.stderr(formatError(linted.error))
    return 1
  }
  io.stdout(flags.output === 'json' ? asJson(linted.value) : asText(linted.value))
  return linted.value.findings.some(({ severity }) => severity !== 'warning') ? 1 : 0
}

async function lint(
  paths: readonly string[],
  flags: LintFlags,
  { io, modules, templater }: Composition,
): Promise<Result<Linted, LongshoreError>> {
  const runtimes = runtimesOf(flags.runtime ?? [])
  if (!runtimes.ok) return runtimes
  const dockerd = await dockerdFlags(flags, io.cwd)
  if (!dockerd.ok) return dockerd
  const as = [...LINT_KINDS, ...PROJECT_KINDS].find((kind): kind is LintKind => kind === flags.as)
  const request = { cwd: io.cwd, paths, as, runtimes: runtimes.value, flags: dockerd.value }
  return lintFiles(request, { modules, templater })
}

function runtimesOf(texts: readonly string[]): Result<Runtimes, LongshoreError> {
  const runtimes: Partial<Record<RuntimeName, string>> = {}
  for (const text of texts) {
    const [, name, version = ''] = /^([^=]+)=(.*)$/.exec(text) ?? []
    const runtime = RUNTIME_NAMES.find((known) => known === name)
    const parsed = parseDockerVersion(version.replace(/^(\d+)$/, '$1.0'))
    if (runtime === undefined || parsed === undefined) return err(runtimeInvalid(text, RUNTIME_NAMES))
    runtimes[runtime] = parsed
  }
  return ok(runtimes)
}

async function dockerdFlags(
  { flags, unit = [], environmentFile = [] }: LintFlags,
  cwd: string,
): Promise<Result<DockerdFlags | undefined, LongshoreError>> {
  const [units, environments] = await Promise.all([readAll(unit, cwd), readAll(environmentFile, cwd)])
  if (!units.ok) return units
  if (!environments.ok) return environments
  const words = [
    ...(units.value.length > 0 ? unitFlagWords(units.value, environments.value) : []),
    ...expandWords(flags ?? '', {}),
  ]
  return ok(words.length === 0 ? undefined : parseDockerdFlags(words))
}

async function readAll(files: readonly string[], cwd: string): Promise<Result<readonly string[], LongshoreError>> {
  const texts: string[] = []
  for (const file of files) {
    try {
      texts.push(await readFile(resolve(cwd, file), 'utf8'))
    } catch (cause) {
      return err(fileUnreadable(file, cause))
    }
  }
  return ok(texts)
}

function asJson({ files, findings }: Linted): string {
  return `${JSON.stringify({ files, findings }, null, 2)}\n`
}

const WORDS = { fatal: 'error', ignored: 'ignored', warning: 'warning' } as const

function asText({ files, findings }: Linted): string {
  const bad = findings.filter(({ severity }) => severity !== 'warning').length
  const counts = `${counted(files.length, 'file')}, ${counted(bad, 'error')}, ${counted(findings.length - bad, 'warning')}`
  return [...findings.map(lineOf), counts, ''].join('\n')
}

function lineOf({ file, line, column, severity, code, message, fix }: FileFinding): string {
  const text = `${file}:${line}:${column}: ${WORDS[severity]}: ${message} [${code}]`
  return fix === undefined ? text : `${text}\n    fix: ${fix}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
