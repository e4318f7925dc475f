import type { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'
import type { Diff } from '../../model/plan.ts'
import type { Vars } from '../../model/vars.ts'
import { interpreterMissing, moduleFailed, moduleSaidNo } from './errors.ts'

/** What a module said, as the engine takes it. */
export interface ModuleAnswer {
  readonly changed: boolean
  readonly skipped: boolean
  readonly values: Vars
  readonly failed?: LongshoreError
  readonly warnings: readonly string[]
  readonly diff: readonly Diff[]
}

/** Reads the JSON object that a module prints, with whatever is before and after it (Ansible: parsing in plugins/action). */
export function readAnswer(module: string, output: CommandOutput): ModuleAnswer {
  const stdout = output.stdout.toString('utf8')
  const found = jsonIn(stdout)
  if (found === undefined) return unreadable(module, stdout, output)
  const { values, junk } = found
  const failed = values['failed'] === undefined ? Boolean(values['rc']) : isTrue(values['failed'])
  const warnings = [values['warnings'] ?? []].flat().map(String)
  return {
    changed: isTrue(values['changed']),
    skipped: isTrue(values['skipped']),
    values: withLines(values),
    warnings: junk === '' ? warnings : [...warnings, `Module invocation had junk after the JSON data: ${junk}`],
    diff: [values['diff'] ?? []].flat().flatMap(diffOf),
    ...(failed ? { failed: moduleSaidNo(module, textOf(values['msg'])) } : {}),
  }
}

/** The first line that begins an object, to the last that ends one. */
function jsonIn(text: string): { readonly values: Vars; readonly junk: string } | undefined {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.trimStart().startsWith('{'))
  if (start < 0) return undefined
  const end = lines.findLastIndex((line, index) => index >= start && line.trimEnd().endsWith('}'))
  const values = parsed(lines.slice(start, end + 1).join('\n'))
  return (
    values && {
      values,
      junk: lines
        .slice(end + 1)
        .join('\n')
        .trim(),
    }
  )
}

function parsed(text: string): Vars | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Vars) : undefined
  } catch {
    return undefined
  }
}

function unreadable(module: string, stdout: string, output: CommandOutput): ModuleAnswer {
  const stderr = stderrText(output)
  const rc = output.exitCode
  const failed =
    rc === 127 || /not found|No such file or directory/.test(stderr)
      ? interpreterMissing(module, stderr)
      : moduleFailed(module, stderr)
  const exception = stderr.startsWith('Traceback') ? { exception: stderr } : {}
  const values = { ...exception, module_stdout: stdout, module_stderr: stderr, msg: failed.message, rc }
  return { changed: false, skipped: false, values, failed, warnings: [], diff: [] }
}

/** `invocation` is not told: it repeats the arguments. */
function withLines({ invocation: _arguments, ...values }: Vars): Vars {
  const lines = (['stdout', 'stderr'] as const).flatMap((name) => {
    const text = values[name]
    return typeof text === 'string' && values[`${name}_lines`] === undefined
      ? [[`${name}_lines`, splitLines(text)]]
      : []
  })
  return { ...values, ...(Object.fromEntries(lines) as Vars) }
}

function splitLines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split(/\r?\n/)
}

function diffOf(value: unknown): readonly Diff[] {
  if (typeof value !== 'object' || value === null) return []
  const { before, after, before_header: header, after_header: other } = value as Partial<Record<string, unknown>>
  if (before === undefined && after === undefined) return []
  return [{ path: textOf(header ?? other), before: diffText(before), after: diffText(after) }]
}

function diffText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return typeof value === 'string' ? value : `${JSON.stringify(value, undefined, 4)}\n`
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
}

function isTrue(value: unknown): boolean {
  return typeof value === 'string' ? /^(?:y|yes|on|1|true|t)$/i.test(value) : Boolean(value)
}
