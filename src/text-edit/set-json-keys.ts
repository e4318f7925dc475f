import { isDeepStrictEqual } from 'node:util'
import { err, ok, type Result } from '../base/result.ts'
import { renderInline, renderJson } from './render-json.ts'
import { parseStrictJson, type JsonMember, type JsonObject } from './strict-json.ts'
import { applyEdits, type TextEdit } from './text-edit.ts'
import { indentationAt, layoutOf } from './text-layout.ts'
import type { TextProblem } from './text-problem.ts'

/** New values of top-level keys; `undefined` removes the key. */
export type JsonChanges = Readonly<Record<string, unknown>>

/**
 * Sets or removes top-level keys of a JSON object and leaves every other byte alone: key order, indentation, line ends,
 * a byte order mark, the last newline. New keys go last, in the order given. A key that has the value already is not
 * touched. An empty text becomes a new object. Refuses what `parseStrictJson` refuses.
 */
export function setJsonKeys(text: string, changes: JsonChanges): Result<string, readonly TextProblem[]> {
  if (text.trim() === '') return ok(newObject(changes))
  const edits = jsonKeyEdits(text, changes)
  return edits.ok ? ok(applyEdits(text, edits.value)) : edits
}

export function jsonKeyEdits(text: string, changes: JsonChanges): Result<TextEdit[], readonly TextProblem[]> {
  const object = parseStrictJson(text)
  if (!object.ok) return err(object.error)
  const members = new Map(object.value.members.map((member) => [member.key, member]))
  const removed = object.value.members.filter(({ key }) => Object.hasOwn(changes, key) && changes[key] === undefined)
  const replaced = object.value.members.flatMap((member) => replacement(text, member, changes))
  const added = Object.entries(changes).filter(([key, value]) => value !== undefined && !members.has(key))
  return ok([...replaced, ...structuralEdits(text, object.value, removed, added)])
}

function newObject(changes: JsonChanges): string {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return '{}\n'
  const lines = entries.map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${renderJson(value, { indent: '  ', own: '  ', eol: '\n' })}`,
  )
  return `{\n${lines.join(',\n')}\n}\n`
}

function replacement(text: string, member: JsonMember, changes: JsonChanges): TextEdit[] {
  const value = changes[member.key]
  if (value === undefined || isDeepStrictEqual(value, member.value)) return []
  const { indent, eol } = layoutOf(text)
  const old = text.slice(member.valueOffset, member.valueEnd)
  const oneLine = !text.slice(0, member.valueOffset).includes('\n')
  const own = indentationAt(text, member.keyOffset)
  const rendered = oneLine
    ? renderInline(value, isSpaced(text))
    : renderJson(value, { indent, own, eol, spread: isSpread(old) })
  return [{ offset: member.valueOffset, length: old.length, text: rendered }]
}

/** Removals and additions together, since both may touch the comma after the last member. */
function structuralEdits(
  text: string,
  object: JsonObject,
  removed: readonly JsonMember[],
  added: readonly (readonly [string, unknown])[],
): TextEdit[] {
  if (removed.length === 0 && added.length === 0) return []
  const kept = object.members.filter((member) => !removed.includes(member))
  const last = kept.at(-1)
  if (last === undefined) return [wholeBody(text, object, added)]
  const cuts = removed.filter((member) => member.keyOffset < last.keyOffset).map((member) => cutBefore(object, member))
  const tail = text.slice(last.valueEnd, object.members.at(-1)?.valueEnd)
  const insertion = added.map((entry) => `,${memberText(text, object, entry)}`).join('')
  return tail === '' && insertion === ''
    ? cuts
    : [...cuts, { offset: last.valueEnd, length: tail.length, text: insertion }]
}

/** A member and everything up to the next one. */
function cutBefore(object: JsonObject, member: JsonMember): TextEdit {
  const next = object.members[object.members.indexOf(member) + 1]
  const end = next === undefined ? member.valueEnd : next.keyOffset
  return { offset: member.keyOffset, length: end - member.keyOffset, text: '' }
}

function wholeBody(text: string, object: JsonObject, added: readonly (readonly [string, unknown])[]): TextEdit {
  const span = { offset: object.open + 1, length: object.close - object.open - 1 }
  if (added.length === 0) return { ...span, text: '' }
  const body = added.map((entry) => memberText(text, object, entry)).join(',')
  if (isMinified(text, object)) return { ...span, text: body.trimStart() }
  const { eol } = layoutOf(text)
  return { ...span, text: `${body}${eol}${indentationAt(text, object.open)}` }
}

function memberText(text: string, object: JsonObject, [key, value]: readonly [string, unknown]): string {
  const { indent, eol } = layoutOf(text)
  if (isMinified(text, object)) {
    const [gap, colon] = isSpaced(text) ? [' ', ': '] : ['', ':']
    return `${gap}${JSON.stringify(key)}${colon}${renderInline(value, isSpaced(text))}`
  }
  const first = object.members[0]
  const own = first === undefined ? indentationAt(text, object.open) + indent : indentationAt(text, first.keyOffset)
  return `${eol}${own}${JSON.stringify(key)}: ${renderJson(value, { indent, own, eol })}`
}

function isMinified(text: string, object: JsonObject): boolean {
  const first = object.members[0]
  return first !== undefined && !text.slice(object.open, first.keyOffset).includes('\n')
}

/** Whether a text on one line has a space after its colons. */
function isSpaced(text: string): boolean {
  return text.includes('": ')
}

function isSpread(valueText: string): boolean {
  return /^[[{]\s*\n/.test(valueText)
}
