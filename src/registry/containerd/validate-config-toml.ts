import { positionAt } from '../../text-edit/text-problem.ts'
import { tomlLeaves, type TomlLeaf } from '../../text-edit/toml-leaves.ts'
import { parseToml, startsWith, type TomlPath } from '../../text-edit/toml-document.ts'
import type { Finding } from '../finding.ts'
import type { Version } from '../version.ts'
import { criFindings } from './config-cri.ts'
import { leafFindings } from './config-leaf.ts'
import type { ConfigFinding, ConfigView } from './config-view.ts'
import { importFindings, pluginIdFindings, pluginNameFindings, versionFindings } from './config-shape.ts'

/**
 * What containerd of this version makes of a config.toml, seen by itself: files that it imports are judged on their own.
 * `fatal`: containerd, or its CRI plugin, does not start with it.
 */
export function validateConfigToml(text: string, version: Version): Finding[] {
  const document = parseToml(text)
  if (!document.ok) {
    const { message, line, column } = document.error
    const consequence = 'containerd does not start with it'
    return [{ severity: 'fatal', code: 'syntax', message: `${message}: ${consequence}`, line, column }]
  }
  const leaves = tomlLeaves(document.value)
  const places = [...leaves, ...document.value.tables.map(({ path, start }) => ({ path, offset: start }))]
  const view: ConfigView = {
    fileVersion: fileVersionOf(leaves),
    leaves,
    tables: document.value.tables.map(({ path }) => path),
    version,
    value: (...path) => leaves.find((leaf) => leaf.path.length === path.length && startsWith(leaf.path, path))?.value,
    offsetOf: (...path) => firstOffset(places, path),
  }
  const arrays = document.value.tables
    .filter(({ kind, path }) => kind === 'array' && path[0] === 'plugins' && path.length === 1)
    .map(({ start }) => pluginsAsList(start))
  const found = [
    ...versionFindings(view),
    ...importFindings(view),
    ...pluginIdFindings(view),
    ...pluginNameFindings(view),
    ...arrays,
    ...leaves.flatMap((leaf) => leafFindings(leaf, view)),
    ...criFindings(view),
  ]
  return found.map(({ offset, ...finding }) => ({ ...finding, ...positionAt(text, offset) }))
}

function pluginsAsList(offset: number): ConfigFinding {
  const message = 'plugins must be a table, and [[plugins]] is a list of them: containerd does not start with it'
  return { severity: 'fatal', code: 'wrong-type', message, offset, fix: 'write [plugins]' }
}

function fileVersionOf(leaves: readonly TomlLeaf[]): number {
  const value = leaves.find(({ path }) => path.length === 1 && path[0] === 'version')?.value
  return typeof value === 'number' && value > 0 ? value : 1
}

/** Of what lies at or below the path; where nothing does, of its parent. */
function firstOffset(places: readonly Pick<TomlLeaf, 'path' | 'offset'>[], path: TomlPath): number {
  const offsets = places.filter((place) => startsWith(place.path, path)).map(({ offset }) => offset)
  if (offsets.length > 0) return Math.min(...offsets)
  return path.length <= 1 ? 0 : firstOffset(places, path.slice(0, -1))
}
