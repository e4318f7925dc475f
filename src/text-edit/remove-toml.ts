import { ok, type Result } from '../base/result.ts'
import { applyEdits, type TextEdit } from './text-edit.ts'
import type { TextProblem } from './text-problem.ts'
import { parseToml, samePath, startsWith, type TomlPath, type TomlTable } from './toml-document.ts'

/** Removes a key with its line, comment at its end included. Nothing there: the text as it is. */
export function removeTomlKey(text: string, path: TomlPath): Result<string, TextProblem> {
  const document = parseToml(text)
  if (!document.ok) return document
  const keys = [...document.value.root, ...document.value.tables.flatMap((table) => table.keys)]
  const edits = keys.filter((key) => samePath(key.path, path)).map((key) => wholeLines(text, key.start, key.end))
  return ok(applyEdits(text, edits))
}

/**
 * Removes a table and all tables and dotted keys below it, each with its lines; comments on lines of their own above a
 * header go with it. Nothing there: the text as it is.
 */
export function removeTomlTable(text: string, path: TomlPath): Result<string, TextProblem> {
  const document = parseToml(text)
  if (!document.ok) return document
  const { root, tables } = document.value
  const gone = tables.filter((table) => startsWith(table.path, path))
  const kept = tables.filter((table) => !gone.includes(table))
  const dotted = [...root, ...kept.flatMap((table) => table.keys)].filter((key) => startsWith(key.path, path))
  const edits = [
    ...runsOf(tables, gone).map(([first, last]) => wholeLines(text, commentedStart(text, first.start), last.end)),
    ...dotted.map((key) => wholeLines(text, key.start, key.end)),
  ]
  return ok(applyEdits(text, edits))
}

/** As `removeTomlTable`, with the blank line that `setTomlKey` puts before a table at the end of the text. */
export function removeAddedTable(text: string, path: TomlPath): Result<string, TextProblem> {
  const left = removeTomlTable(text, path)
  if (!left.ok || left.value === text || !text.startsWith(left.value)) return left
  return ok(left.value.replace(/(\r?\n)\r?\n$/, '$1'))
}

/** First and last of each row of neighbours. */
function runsOf(tables: readonly TomlTable[], gone: readonly TomlTable[]): (readonly [TomlTable, TomlTable])[] {
  const runs: [TomlTable, TomlTable][] = []
  for (const table of gone) {
    const run = runs.at(-1)
    if (run !== undefined && tables[tables.indexOf(table) - 1] === run[1]) run[1] = table
    else runs.push([table, table])
  }
  return runs
}

/** The lines from `start` to `end`, and the blank lines after them where blank lines stand before them too. */
function wholeLines(text: string, start: number, end: number): TextEdit {
  const offset = text.lastIndexOf('\n', start - 1) + 1
  const newline = text.indexOf('\n', end)
  let stop = newline === -1 ? text.length : newline + 1
  const blankBefore = offset === 0 || /\n[ \t]*\r?\n$/.test(text.slice(0, offset))
  const blanks = /^(?:[ \t]*\r?\n)+/.exec(text.slice(stop))
  if (blankBefore && blanks !== null) stop += blanks[0].length
  return { offset, length: stop - offset, text: '' }
}

/** Where the comment lines right above a header begin. */
export function commentedStart(text: string, start: number): number {
  let line = text.lastIndexOf('\n', start - 1) + 1
  for (;;) {
    if (line === 0) return line
    const previous = text.lastIndexOf('\n', line - 2) + 1
    if (!/^[ \t]*#/.test(text.slice(previous, line))) return line
    line = previous
  }
}
