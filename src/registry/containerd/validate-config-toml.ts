import { err, ok, type Result } from '../../base/result.ts'
import { positionAt } from '../../text-edit/text-problem.ts'
import { tomlLeaves, type TomlLeaf } from '../../text-edit/toml-leaves.ts'
import { parseToml } from '../../text-edit/toml-document.ts'
import type { Finding } from '../finding.ts'
import type { Version } from '../version.ts'
import { criFindings } from './config-cri.ts'
import { leafFindings } from './config-leaf.ts'
import { viewOf, type ConfigFinding, type ConfigView, type TablePlace } from './config-view.ts'
import { importFindings, pluginIdFindings, pluginNameFindings, versionFindings } from './config-shape.ts'

/**
 * What containerd of this version makes of a config.toml, seen by itself: `validateConfigTree` merges what it imports.
 * `fatal`: containerd, or its CRI plugin, does not start with it.
 */
export function validateConfigToml(text: string, version: Version): Finding[] {
  const view = configView(text, version)
  if (!view.ok) return [view.error]
  const found = [...ownFindings(view.value), ...importFindings(view.value), ...criFindings(view.value)]
  return found.map(({ offset, ...finding }) => ({ ...finding, ...positionAt(text, offset) }))
}

/** An error where the text is not TOML. */
export function configView(text: string, version: Version): Result<ConfigView, Finding> {
  const document = parseToml(text)
  if (!document.ok) {
    const { message, line, column } = document.error
    const consequence = 'containerd does not start with it'
    return err({ severity: 'fatal', code: 'syntax', message: `${message}: ${consequence}`, line, column })
  }
  const leaves = tomlLeaves(document.value)
  const tables = document.value.tables.map(({ path, start, kind }) => ({ path, offset: start, kind }))
  return ok(viewOf({ fileVersion: fileVersionOf(leaves), leaves, tables, version }))
}

/** What can be said of one file whatever else is merged with it. */
export function ownFindings(view: ConfigView): ConfigFinding[] {
  return [
    ...versionFindings(view),
    ...pluginIdFindings(view),
    ...pluginNameFindings(view),
    ...view.places
      .filter(({ path, kind }) => kind === 'array' && path.length === 1 && path[0] === 'plugins')
      .map(asList),
    ...view.leaves.flatMap((leaf) => leafFindings(leaf, view)),
  ]
}

function asList({ offset }: TablePlace): ConfigFinding {
  const message = 'plugins must be a table, and [[plugins]] is a list of them: containerd does not start with it'
  return { severity: 'fatal', code: 'wrong-type', message, offset, fix: 'write [plugins]' }
}

function fileVersionOf(leaves: readonly TomlLeaf[]): number {
  const value = leaves.find(({ path }) => path.length === 1 && path[0] === 'version')?.value
  return typeof value === 'number' && value > 0 ? value : 1
}
