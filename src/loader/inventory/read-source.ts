import type { LongshoreError } from '../../base/longshore-error.ts'
import { fileUnreadable } from '../errors.ts'
import { withoutSecrets } from '../read-text-file.ts'
import { noPluginReads, sourceEmpty } from './errors.ts'
import type { SourceFile } from './find-sources.ts'
import { FirstProblem, type InventoryBuilder } from './inventory-builder.ts'
import type { InventoryPlugin, Reading } from './plugins/plugin.ts'
import { SourceText } from './source-text.ts'

/**
 * Reads one source into the builder, with the first plugin that can (Ansible: inventory/manager.py, parse_source). Gives
 * whether one could. Where the rules are not lenient, a source that shows whose it is, is read by that plugin alone, so
 * that its problems are those that are told.
 */
export async function readSource(
  file: SourceFile,
  plugins: readonly InventoryPlugin[],
  reading: Reading,
): Promise<boolean> {
  const { builder, vault } = reading
  const source = await open(file, reading)
  if (source === undefined) return false
  if (!builder.rules.lenient && isEmpty(source)) return tellEmpty(file, builder)
  const failures: Failure[] = []
  for (const plugin of candidates(source, plugins, builder)) {
    const problems = await problemsOf(plugin, source, reading)
    if (problems.length === 0) return true
    failures.push({ plugin, problems })
  }
  if (builder.rules.lenient) warnOf(failures, source, builder)
  else builder.problems.push(...(failures.at(-1)?.problems ?? [noPluginReads(source.shown, builder.rules.enabled)]))
  return false

  async function problemsOf(plugin: InventoryPlugin, from: SourceText, using: Reading) {
    const before = builder.problems.length
    try {
      await plugin.read(from, using)
    } catch (error) {
      if (!(error instanceof FirstProblem)) throw error
    }
    const problems = builder.problems.splice(before)
    const text = problems.length > 0 && from.isFile && vault !== undefined ? from.text() : undefined
    return text?.ok === true ? withoutSecrets(problems, text.value, from.shown) : problems
  }
}

interface Failure {
  readonly plugin: InventoryPlugin
  readonly problems: readonly LongshoreError[]
}

async function open(file: SourceFile, { builder, vault }: Reading): Promise<SourceText | undefined> {
  try {
    return await SourceText.open(file, vault)
  } catch (cause) {
    const shown = file.kind === 'list' ? file.list : file.shown
    const problem = fileUnreadable(shown, cause)
    if (builder.rules.lenient) builder.warnings.push(problem.message)
    else builder.problems.push(problem)
    return undefined
  }
}

function candidates(
  source: SourceText,
  plugins: readonly InventoryPlugin[],
  { rules }: InventoryBuilder,
): readonly InventoryPlugin[] {
  const accepting = plugins.filter((plugin) => plugin.accepts(source))
  if (rules.lenient) return accepting
  const claiming = accepting.find((plugin) => plugin.claims?.(source) === true)
  return claiming === undefined ? accepting : [claiming]
}

function isEmpty(source: SourceText): boolean {
  if (!source.isFile || source.isProgram) return false
  const text = source.text()
  return text.ok && (!/^[^\S\n]*[^\s#;]/m.test(text.value.text) || /^\s*---\s*$/.test(text.value.text))
}

function tellEmpty(file: SourceFile, builder: InventoryBuilder): boolean {
  if (file.kind === 'list' || file.path === '/dev/null') return true
  if (file.fromFolder) builder.warnings.push(`${file.shown} is empty: it names no host`)
  else builder.problems.push(sourceEmpty(file.shown))
  return true
}

/** The words are Ansible's as far as scripts look for them. */
function warnOf(failures: readonly Failure[], source: SourceText, builder: InventoryBuilder): void {
  for (const { plugin, problems } of failures) {
    const [problem] = problems
    const place = problem?.at === undefined ? '' : `${source.path}:${problem.at.line}: `
    builder.warnings.push(
      ` * Failed to parse ${source.path} with ${plugin.name} plugin: ${place}${problem?.message ?? ''}`,
    )
  }
}
