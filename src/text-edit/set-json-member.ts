import { err, ok, type Result } from '../base/result.ts'
import { setJsonKeys, type JsonChanges } from './set-json-keys.ts'
import { parseStrictJson } from './strict-json.ts'
import { indentationAt } from './text-layout.ts'
import type { TextProblem } from './text-problem.ts'

/**
 * As `setJsonKeys`, for the keys of an object that is itself the value of a top-level key: every byte outside the keys
 * that change stays. Where that object is missing or empty it is written anew, unless there is nothing to set.
 */
export function setJsonMember(
  text: string,
  outer: string,
  changes: JsonChanges,
): Result<string, readonly TextProblem[]> {
  if (text.trim() === '') return setNew(text, outer, changes)
  const object = parseStrictJson(text)
  if (!object.ok) return err(object.error)
  const member = object.value.members.find(({ key }) => key === outer)
  if (member === undefined || !isObject(member.value) || Object.keys(member.value).length === 0) {
    return setNew(text, outer, changes)
  }
  const own = text.slice(member.valueOffset, member.valueEnd)
  const base = `\n${indentationAt(text, member.keyOffset)}`
  const isIndented = own.split('\n').length === own.split(base).length
  const inner = isIndented ? own.replaceAll(base, '\n') : own
  const edited = setJsonKeys(inner, changes)
  if (!edited.ok) return edited
  const back = isIndented ? edited.value.replaceAll('\n', base) : edited.value
  return ok(text.slice(0, member.valueOffset) + back + text.slice(member.valueEnd))
}

function setNew(text: string, outer: string, changes: JsonChanges): Result<string, readonly TextProblem[]> {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  return Object.keys(set).length === 0 ? ok(text) : setJsonKeys(text, { [outer]: set })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
