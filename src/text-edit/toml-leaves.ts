import type { TomlDocument, TomlKey, TomlPath } from './toml-document.ts'

/** One value of a TOML text with its whole path; inline tables are taken apart, arrays are one value. */
export interface TomlLeaf {
  readonly path: TomlPath
  readonly value: unknown
  /** Where the key begins. */
  readonly offset: number
  /** The value as it is written; that of the inline table for what is in one. */
  readonly raw: string
}

export function tomlLeaves({ text, root, tables }: TomlDocument): TomlLeaf[] {
  return [...root, ...tables.flatMap((table) => table.keys)].flatMap((key) => leavesOfKey(text, key))
}

export function leavesOfKey(text: string, key: TomlKey): TomlLeaf[] {
  const raw = text.slice(key.valueStart, key.end)
  return below(key.path, key.value).map(([path, value]) => ({ path, value, offset: key.start, raw }))
}

function below(path: TomlPath, value: unknown): (readonly [TomlPath, unknown])[] {
  if (!isTable(value)) return [[path, value]]
  return Object.entries(value).flatMap(([word, inner]) => below([...path, word], inner))
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
