import type { YamlEntry, YamlNode } from './yaml-node.ts'

/**
 * Entries of a map after its merge keys, as PyYAML's flatten_mapping has them: merged entries come first, the map's own
 * win, of a list of maps the earlier wins, of several `<<` the later. Undefined where a merge source is not a map.
 */
export function mergeEntries(sources: readonly YamlNode[], own: readonly YamlEntry[]): YamlEntry[] | undefined {
  if (sources.length === 0) return [...own]
  const merged = new Map<string, YamlEntry>()
  for (const source of sources) {
    const maps = source.kind === 'list' ? source.items.toReversed() : [source]
    for (const map of maps) {
      if (map.kind !== 'map') return undefined
      for (const entry of map.entries) merged.set(entry.key, entry)
    }
  }
  for (const entry of own) merged.set(entry.key, entry)
  return [...merged.values()]
}
