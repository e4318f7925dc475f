import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import { err, ok, type Result } from '../base/result.ts'
import { problemAt, type TextProblem } from './text-problem.ts'

/** A JSON object as its readers see it, with the spans of its members. */
export interface JsonObject {
  readonly value: Readonly<Record<string, unknown>>
  readonly members: readonly JsonMember[]
  /** Offsets of the braces. */
  readonly open: number
  readonly close: number
}

export interface JsonMember {
  readonly key: string
  readonly keyOffset: number
  readonly valueOffset: number
  readonly valueEnd: number
  readonly value: unknown
}

/**
 * Reads a text that must be one JSON object as RFC 8259 has it: no comment, no trailing comma, nothing after it, no key
 * twice in one object. A byte order mark is let pass. Gives every problem found, the first one first.
 */
export function parseStrictJson(text: string): Result<JsonObject, readonly TextProblem[]> {
  const { root, problems } = readJson(text)
  if (problems.length > 0 || root === undefined) return err(problems)
  const duplicates = duplicateKeys(root).map(({ key, offset }) =>
    problemAt(text, offset, 'duplicate-key', `the key "${key}" is there twice: readers take the last one`),
  )
  return duplicates.length > 0 ? err(duplicates) : ok(objectOf(root))
}

/** As `parseStrictJson`, with the last of two equal keys winning and anything after the first object let pass. */
export function parseJsonAsReadersDo(text: string): Result<JsonObject, readonly TextProblem[]> {
  const { root, problems } = readJson(text)
  const serious = problems.filter((problem) => problem.kind !== 'trailing-content')
  return serious.length > 0 || root === undefined ? err(serious) : ok(objectOf(root))
}

interface Reading {
  readonly root: Node | undefined
  readonly problems: readonly TextProblem[]
}

function readJson(text: string): Reading {
  const mark = text.startsWith('\uFEFF') ? 1 : 0
  if (text.trim() === '') return { root: undefined, problems: [problemAt(text, mark, 'empty', 'the file is empty')] }
  const errors: ParseError[] = []
  // A space in place of the mark keeps every offset.
  const readable = mark === 1 ? ` ${text.slice(1)}` : text
  const root = parseTree(readable, errors, { disallowComments: true, allowTrailingComma: false })
  const first = errors[0]
  if (first !== undefined) {
    const isAfter = root !== undefined && root.length > 0 && isWhole(root, readable, first.offset)
    return { root, problems: [isAfter ? trailingContent(text, first.offset) : syntaxProblem(text, first)] }
  }
  if (root?.type !== 'object') {
    return { root, problems: [problemAt(text, root?.offset ?? mark, 'not-an-object', 'expected an object in { }')] }
  }
  return { root, problems: [] }
}

/** Whether the value ended, with its own brace, before the problem at `offset`. */
function isWhole({ offset: start, length }: Node, text: string, offset: number): boolean {
  return offset >= start + length && text.charAt(start + length - 1) === '}'
}

function trailingContent(text: string, offset: number): TextProblem {
  return problemAt(text, offset, 'trailing-content', 'there is more text after the closing brace')
}

function syntaxProblem(text: string, error: ParseError): TextProblem {
  const name = printParseErrorCode(error.error)
  if (name === 'InvalidCommentToken') return problemAt(text, error.offset, 'comment', 'JSON has no comments')
  if (name === 'EndOfFileExpected') return trailingContent(text, error.offset)
  const closes = /[}\]]/.test(text.charAt(error.offset))
  const comma = closes ? text.slice(0, error.offset).trimEnd().length - 1 : -1
  if (comma >= 0 && text.charAt(comma) === ',') {
    return problemAt(text, comma, 'trailing-comma', 'JSON has no comma after the last entry')
  }
  return problemAt(text, error.offset, 'syntax', describe(name))
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'expected a key in double quotes',
  ValueExpected: 'expected a value',
  ColonExpected: 'expected a colon after the key',
  CommaExpected: 'expected a comma',
  CloseBraceExpected: 'the closing } is missing',
  CloseBracketExpected: 'the closing ] is missing',
  UnexpectedEndOfString: 'the closing " is missing',
  InvalidNumberFormat: 'not a number of JSON',
  InvalidEscapeCharacter: 'not an escape of JSON',
  InvalidUnicode: 'not a \\u escape of JSON',
  InvalidCharacter: 'a control character must be escaped',
}

function describe(name: string): string {
  return DESCRIPTIONS[name] ?? 'not JSON'
}

function objectOf(root: Node): JsonObject {
  const members = (root.children ?? []).flatMap(memberOf)
  return {
    value: Object.fromEntries(members.map((member) => [member.key, member.value])),
    members,
    open: root.offset,
    close: root.offset + root.length - 1,
  }
}

function memberOf(property: Node): JsonMember[] {
  const [key, value] = property.children ?? []
  if (key === undefined || value === undefined) return []
  return [
    {
      key: String(key.value),
      keyOffset: key.offset,
      valueOffset: value.offset,
      valueEnd: value.offset + value.length,
      value: plainValue(value),
    },
  ]
}

function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue)
  if (node.type !== 'object') return node.value
  return Object.fromEntries((node.children ?? []).flatMap(memberOf).map((member) => [member.key, member.value]))
}

function duplicateKeys(node: Node): { readonly key: string; readonly offset: number }[] {
  if (node.type === 'array') return (node.children ?? []).flatMap(duplicateKeys)
  if (node.type !== 'object') return []
  const seen = new Set<string>()
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? []
    if (key === undefined) return []
    const name = String(key.value)
    const own = seen.has(name) ? [{ key: name, offset: key.offset }] : []
    seen.add(name)
    return [...own, ...(value === undefined ? [] : duplicateKeys(value))]
  })
}
