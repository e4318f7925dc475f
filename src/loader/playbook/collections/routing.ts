import { join } from 'node:path'
import { formatPosition, type SourcePosition } from '../../../base/source-position.ts'
import { entryOf, type YamlMap, type YamlNode } from '../../yaml/yaml-node.ts'
import { textOf } from '../fields.ts'
import { firstFile, readYamlFile } from '../read-yaml-file.ts'
import type { Reading } from '../reading.ts'
import { collectionFolder, collectionName } from './collection.ts'

/** More than this is a circle. */
const MOST_REDIRECTS = 20

/** `meta/runtime.yml` of a collection: what has another name now, or is gone, and which modules belong together. */
export function runtimeMeta(reading: Reading, collection: string): YamlMap | undefined {
  const folder = collectionFolder(reading, collection)
  if (folder === undefined) return undefined
  const file = join(folder, 'meta/runtime.yml')
  if (!reading.runtimeMetas.has(file)) reading.runtimeMetas.set(file, mapIn(reading, file))
  return reading.runtimeMetas.get(file)
}

function mapIn(reading: Reading, file: string): YamlMap | undefined {
  if (firstFile([file]) === undefined) return undefined
  const node = readYamlFile(reading.in({ files: [] }), file, { file, line: 1, column: 1 })?.node
  return node?.kind === 'map' ? node : undefined
}

/**
 * The name of a module after the redirects of its collection. With `at`, what is deprecated is warned of, and what is gone
 * is a problem there.
 */
export function routedModule(reading: Reading, written: string, at?: SourcePosition): string {
  let name = written
  for (let redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
    const named = collectionName(name)
    const route = named && routeOf(runtimeMeta(reading, named.collection), named.rest)
    if (route === undefined) return name
    if (at !== undefined) tellEnd(reading, name, route, at)
    const next = text(route, 'redirect')
    if (next === undefined) return name
    name = next
  }
  return written
}

/** An action of that name stands for the module. */
function routeOf(meta: YamlMap | undefined, name: string): YamlMap | undefined {
  const routing = below(meta, 'plugin_routing')
  return below(below(routing, 'action'), name) ?? below(below(routing, 'modules'), name)
}

function tellEnd(reading: Reading, name: string, route: YamlMap, at: SourcePosition): void {
  const tombstone = below(route, 'tombstone')
  const words = text(below(route, 'deprecation') ?? tombstone, 'warning_text')
  const says = words === undefined ? '' : `: ${words.trim()}`
  if (tombstone !== undefined) {
    const message = `${name} has been removed${says}`
    reading.problem(message, at, 'Use what its collection has in its place', { message, at, exitCode: 1 })
  } else if (below(route, 'deprecation') !== undefined) {
    reading.checks.warn?.(`${formatPosition(at)}: ${name} has been deprecated${says}`)
  }
}

function below(map: YamlMap | undefined, key: string): YamlMap | undefined {
  const value: YamlNode | undefined = map && entryOf(map, key)?.value
  return value?.kind === 'map' ? value : undefined
}

function text(map: YamlMap | undefined, key: string): string | undefined {
  const value = map && entryOf(map, key)?.value
  return value && textOf(value)
}
