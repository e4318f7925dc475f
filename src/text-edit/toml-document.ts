import { parseTOML, type AST } from 'toml-eslint-parser'
import { err, ok, type Result } from '../base/result.ts'
import { positionAt, type TextProblem } from './text-problem.ts'

export type TomlPath = readonly string[]

/** A TOML text with the spans of its tables and keys. Offsets are UTF-16 units. */
export interface TomlDocument {
  readonly text: string
  /** The keys before the first table header. */
  readonly root: readonly TomlKey[]
  /** The tables with a header of their own, in the order of the file. */
  readonly tables: readonly TomlTable[]
}

export interface TomlTable {
  readonly path: TomlPath
  readonly kind: 'standard' | 'array'
  /** From the `[` of the header to the end of the last value. */
  readonly start: number
  readonly end: number
  readonly headerEnd: number
  readonly keys: readonly TomlKey[]
}

export interface TomlKey {
  /** The whole path, the table's included; `a.b = 1` in `[t]` is `t.a.b`. */
  readonly path: TomlPath
  /** How many words the key itself has. */
  readonly words: number
  readonly start: number
  readonly end: number
  readonly valueStart: number
  /** An inline table, whose own keys are in `value`. */
  readonly isInline: boolean
  readonly value: unknown
}

/** Reads TOML 1.0, which is what containerd reads. */
export function parseToml(text: string): Result<TomlDocument, TextProblem> {
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  try {
    // A space in place of the mark keeps every offset.
    const program = parseTOML(mark === 1 ? ` ${text.slice(1)}` : text, { tomlVersion: '1.0' })
    const body = program.body[0].body
    return ok({
      text,
      root: body.filter((node) => node.type === 'TOMLKeyValue').map((node) => keyOf(node, [])),
      tables: body.filter((node) => node.type === 'TOMLTable').map((node) => tableOf(text, node)),
    })
  } catch (error) {
    if (!isParseError(error)) throw error
    return err({ kind: 'syntax', message: error.message, ...positionAt(text, error.index) })
  }
}

function isParseError(error: unknown): error is SyntaxError & { readonly index: number } {
  return error instanceof SyntaxError && 'index' in error && typeof error.index === 'number'
}

function tableOf(text: string, node: AST.TOMLTable): TomlTable {
  const path = node.resolvedKey.filter((word) => typeof word === 'string')
  return {
    path,
    kind: node.kind,
    start: node.range[0],
    end: node.range[1],
    headerEnd: text.indexOf(']', node.key.range[1]) + (node.kind === 'array' ? 2 : 1),
    keys: node.body.map((key) => keyOf(key, path)),
  }
}

function keyOf(node: AST.TOMLKeyValue, table: TomlPath): TomlKey {
  const words = wordsOf(node.key)
  return {
    path: [...table, ...words],
    words: words.length,
    start: node.range[0],
    end: node.range[1],
    valueStart: node.value.range[0],
    isInline: node.value.type === 'TOMLInlineTable',
    value: valueOf(node.value),
  }
}

function wordsOf(key: AST.TOMLKey): string[] {
  return key.keys.map((word) => (word.type === 'TOMLBare' ? word.name : word.value))
}

function valueOf(node: AST.TOMLContentNode): unknown {
  if (node.type === 'TOMLArray') return node.elements.map(valueOf)
  if (node.type === 'TOMLValue') return node.value
  const table: Record<string, unknown> = {}
  for (const entry of node.body) setDeep(table, wordsOf(entry.key), valueOf(entry.value))
  return table
}

function setDeep(table: Record<string, unknown>, [word = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    table[word] = value
    return
  }
  const inner = (table[word] ??= {}) as Record<string, unknown>
  setDeep(inner, rest, value)
}

export function samePath(a: TomlPath, b: TomlPath): boolean {
  return a.length === b.length && startsWith(a, b)
}

/** Whether `path` is `prefix` or lies below it. */
export function startsWith(path: TomlPath, prefix: TomlPath): boolean {
  return prefix.every((word, index) => path[index] === word)
}
