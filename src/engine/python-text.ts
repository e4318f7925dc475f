import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import type { Templater } from '../ports/templater.ts'

/** A value as Ansible puts it into text: lists, maps, booleans and none in Python's spelling. */
export function pythonText(value: unknown, templater: Templater): Result<string, LongshoreError> {
  const text = templater.evaluate("value ~ ''", { get: () => ok(value) })
  return text.ok ? ok(String(text.value)) : text
}
