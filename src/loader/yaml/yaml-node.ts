import type { SourcePosition } from '../../base/source-position.ts'
import { EncryptedText } from '../../model/encrypted-text.ts'
import type { OpaqueText } from '../../model/opaque-text.ts'

/** A YAML value with the place of everything in it. Aliases and merge keys are resolved, duplicate keys are refused. */
export type YamlNode = YamlMap | YamlList | YamlScalar

export interface YamlMap {
  readonly kind: 'map'
  /** In the order of the file; keys are unique. What `<<` merges comes first, as PyYAML has it. */
  readonly entries: readonly YamlEntry[]
  readonly at: SourcePosition
}

export interface YamlEntry {
  /** As JSON would name it: `1` is "1", `yes` is "true", `~` is "null". */
  readonly key: string
  /** The key before it was turned into text: not a string for `80:` or `yes:`. */
  readonly keyValue: ScalarValue
  readonly keyAt: SourcePosition
  readonly value: YamlNode
}

export interface YamlList {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
  readonly at: SourcePosition
}

export interface YamlScalar {
  readonly kind: 'scalar'
  readonly value: ScalarValue
  /** The text behind the value: `0644` where the value is 420. */
  readonly source: string
  readonly style: ScalarStyle
  /** Of a `!vault` or `!unsafe` scalar: what is natively in the place of `value`, which is the text as it is written. */
  readonly opaque?: OpaqueText
  readonly at: SourcePosition
}

export type ScalarValue = string | number | boolean | null
export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded'

/** The value without positions: strings, numbers, booleans, null, arrays and plain objects. */
export function toNative(node: YamlNode): unknown {
  return nativeOf(node, new Map())
}

/** `toNative` of a map, for callers that have checked its kind. */
export function mapToNative(map: YamlMap): Record<string, unknown> {
  return Object.fromEntries(map.entries.map((entry) => [entry.key, toNative(entry.value)]))
}

export function entryOf(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.find((entry) => entry.key === key)
}

/** "a map", "a list", "a string" ...: what was found, in error texts. */
export function describeNode(node: YamlNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`
  if (node.value === null) return 'empty'
  if (node.opaque instanceof EncryptedText) return 'an encrypted value'
  return `a ${typeof node.value}`
}

function nativeOf(node: YamlNode, seen: Map<object, unknown>): unknown {
  if (node.kind === 'scalar') return node.opaque ?? node.value
  const body = node.kind === 'map' ? node.entries : node.items
  const known = seen.get(body)
  if (known !== undefined) return known
  const native =
    node.kind === 'map'
      ? Object.fromEntries(node.entries.map((entry) => [entry.key, nativeOf(entry.value, seen)]))
      : node.items.map((item) => nativeOf(item, seen))
  seen.set(body, native)
  return native
}
