import { getStaticTOMLValue, parseTOML, type AST } from 'toml-eslint-parser'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { inventoryProblem } from './errors.ts'

export interface TomlValues {
  /** Maps, lists, text, numbers and booleans; dates are their text, as Python's `isoformat` has it. */
  readonly value: Readonly<Record<string, unknown>>
  /** Where the table or key of this path is written first, or what it lies in. */
  readonly at: (path: readonly string[]) => SourcePosition
}

/** Reads TOML 1.0 with the places of its keys. */
export function readToml(text: string, file: string): Result<TomlValues, LongshoreError> {
  try {
    const program = parseTOML(text, { tomlVersion: '1.0' })
    const places = new Map<string, SourcePosition>()
    for (const node of program.body[0].body) notePlaces(node, [], { file, places })
    const at = (path: readonly string[]): SourcePosition => {
      const known = places.get(JSON.stringify(path))
      return known ?? (path.length === 0 ? { file, line: 1, column: 1 } : at(path.slice(0, -1)))
    }
    return ok({ value: plain(getStaticTOMLValue(program)) as Readonly<Record<string, unknown>>, at })
  } catch (error) {
    if (!isParseError(error)) throw error
    const at = { file, line: error.lineNumber, column: error.column + 1 }
    return err(inventoryProblem(`TOML file is invalid: ${error.message}`, at, 'Check the TOML at this place'))
  }
}

interface Places {
  readonly file: string
  readonly places: Map<string, SourcePosition>
}

function notePlaces(node: AST.TOMLKeyValue | AST.TOMLTable, above: readonly string[], found: Places): void {
  const path = [...above, ...node.key.keys.map((word) => (word.type === 'TOMLBare' ? word.name : word.value))]
  const { line, column } = node.key.loc.start
  for (let end = above.length + 1; end <= path.length; end++) {
    const key = JSON.stringify(path.slice(0, end))
    if (!found.places.has(key)) found.places.set(key, { file: found.file, line, column: column + 1 })
  }
  if (node.type === 'TOMLTable') for (const inner of node.body) notePlaces(inner, path, found)
  else if (node.value.type === 'TOMLInlineTable') for (const inner of node.value.body) notePlaces(inner, path, found)
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace(/(?:\.000)?Z$/, '+00:00')
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}

interface ParseError extends SyntaxError {
  readonly lineNumber: number
  /** From 0. */
  readonly column: number
}

function isParseError(error: unknown): error is ParseError {
  return error instanceof SyntaxError && 'lineNumber' in error && 'column' in error
}
