import { isDeepStrictEqual } from 'node:util'
import { err, ok, type Result } from '../base/result.ts'
import { renderTomlPath, renderTomlValue, type TomlValue } from './render-toml.ts'
import { applyEdits, type TextEdit } from './text-edit.ts'
import { indentationAt, layoutOf } from './text-layout.ts'
import { problemAt, type TextProblem } from './text-problem.ts'
import {
  parseToml,
  samePath,
  startsWith,
  type TomlDocument,
  type TomlKey,
  type TomlPath,
  type TomlTable,
} from './toml-document.ts'

/**
 * Sets one key and leaves every other byte alone: replaces its value, adds it to its table, or adds the table. A key that
 * has the value already is not touched. Refuses where the path runs through an inline table or an array of tables.
 */
export function setTomlKey(text: string, path: TomlPath, value: TomlValue): Result<string, TextProblem> {
  const document = parseToml(text)
  if (!document.ok) return document
  const edit = keyEdit(document.value, path, value)
  return edit.ok ? ok(applyEdits(text, edit.value)) : edit
}

export function keyEdit(document: TomlDocument, path: TomlPath, value: TomlValue): Result<TextEdit[], TextProblem> {
  const all = [...document.root, ...document.tables.flatMap((table) => table.keys)]
  const existing = all.find((key) => samePath(key.path, path))
  if (existing !== undefined) return ok(replaceValue(existing, value))
  const obstacle = obstacleOn(document, all, path)
  if (obstacle !== undefined) return err(obstacle)
  return ok([addKey(document, all, path, value)])
}

function replaceValue(key: TomlKey, value: TomlValue): TextEdit[] {
  if (isDeepStrictEqual(key.value, value)) return []
  return [{ offset: key.valueStart, length: key.end - key.valueStart, text: renderTomlValue(value) }]
}

function obstacleOn(document: TomlDocument, all: readonly TomlKey[], path: TomlPath): TextProblem | undefined {
  const name = renderTomlPath(path)
  const value = all.find((key) => key.path.length < path.length && startsWith(path, key.path))
  if (value !== undefined) {
    const what = value.isInline ? 'an inline table' : 'a plain value'
    const message = `${name} cannot be set: ${renderTomlPath(value.path)} is written as ${what}`
    return problemAt(document.text, value.start, 'unsupported-form', message)
  }
  const array = document.tables.find((table) => table.kind === 'array' && startsWith(path, table.path))
  if (array === undefined) return undefined
  const message = `${name} cannot be set: ${renderTomlPath(array.path)} is an array of tables`
  return problemAt(document.text, array.start, 'unsupported-form', message)
}

function addKey(document: TomlDocument, all: readonly TomlKey[], path: TomlPath, value: TomlValue): TextEdit {
  const parent = path.slice(0, -1)
  const table = document.tables.find((candidate) => samePath(candidate.path, parent))
  if (table !== undefined) return addToTable(document, table, path, value)
  const dotted = all.findLast((key) => key.words > 1 && key.path.length === path.length && startsWith(key.path, parent))
  if (dotted !== undefined) {
    return afterKey(document.text, dotted, renderLine(path.slice(path.length - dotted.words), value))
  }
  return parent.length === 0
    ? addToRoot(document, path, value)
    : addTable(document, parent, renderLine(path.slice(-1), value))
}

function renderLine(words: TomlPath, value: TomlValue): string {
  return `${renderTomlPath(words)} = ${renderTomlValue(value)}`
}

function addToTable({ text }: TomlDocument, table: TomlTable, path: TomlPath, value: TomlValue): TextEdit {
  const line = renderLine(path.slice(-1), value)
  const last = table.keys.at(-1)
  if (last !== undefined) return afterKey(text, last, line)
  const { eol, indent } = layoutOf(text)
  const own = indentationAt(text, table.start)
  const inner = own === '' && !/^[ \t]+[^\s#[]/m.test(text) ? '' : own + indent
  return { offset: endOfLine(text, table.headerEnd), length: 0, text: `${eol}${inner}${line}` }
}

function afterKey(text: string, key: TomlKey, line: string): TextEdit {
  const { eol } = layoutOf(text)
  return { offset: endOfLine(text, key.end), length: 0, text: `${eol}${indentationAt(text, key.start)}${line}` }
}

function addToRoot({ text, root }: TomlDocument, path: TomlPath, value: TomlValue): TextEdit {
  const line = renderLine(path, value)
  const last = root.at(-1)
  if (last !== undefined) return afterKey(text, last, line)
  return { offset: text.startsWith('\uFEFF') ? 1 : 0, length: 0, text: `${line}${layoutOf(text).eol}` }
}

/** A new table goes after the last table with which it shares most of its path, else to the end of the file. */
function addTable({ text, tables }: TomlDocument, path: TomlPath, line: string): TextEdit {
  const { eol, indent } = layoutOf(text)
  const shared = Math.max(0, ...tables.map((table) => sharedWords(table.path, path)))
  const neighbour = shared === 0 ? undefined : tables.findLast((table) => sharedWords(table.path, path) === shared)
  if (neighbour === undefined) {
    const gap = text === '' ? '' : text.endsWith('\n') ? eol : eol + eol
    return { offset: text.length, length: 0, text: `${gap}[${renderTomlPath(path)}]${eol}${line}${eol}` }
  }
  const depth = path.length - neighbour.path.length
  const own = indentationAt(text, neighbour.start)
  const isNested = own !== '' || tables.some((table) => indentationAt(text, table.start) !== '')
  const outer = !isNested ? '' : depth > 0 ? own + indent : unindent(own, indent, -depth)
  const inner = isNested ? outer + indent : ''
  const offset = endOfLine(text, neighbour.end)
  return { offset, length: 0, text: `${eol}${eol}${outer}[${renderTomlPath(path)}]${eol}${inner}${line}` }
}

function unindent(own: string, indent: string, levels: number): string {
  return own.slice(0, Math.max(0, own.length - indent.length * levels))
}

function sharedWords(a: TomlPath, b: TomlPath): number {
  const differs = b.findIndex((word, index) => a[index] !== word)
  return differs === -1 ? b.length : differs
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset)
  const end = newline === -1 ? text.length : newline
  return newline !== -1 && text.charAt(end - 1) === '\r' ? end - 1 : end
}
