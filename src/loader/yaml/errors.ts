import { resolve } from 'node:path'
import type { YAMLError } from 'yaml'
import type { AnsibleWords } from '../../base/ansible-words.ts'
import type { ErrorCode } from '../../base/error-code.ts'
import { LongshoreError } from '../../base/longshore-error.ts'
import type { SourcePosition } from '../../base/source-position.ts'

/** Makes the errors of one file: they share its code. */
export type YamlProblem = (message: string, at: SourcePosition, hint: string, ansible?: AnsibleWords) => LongshoreError

export function yamlProblem(code: ErrorCode): YamlProblem {
  return (message, at, hint, ansible) => new LongshoreError(code, message, { at, hint, ...(ansible && { ansible }) })
}

export const TAB_AS_INDENT = [
  'a tab is used as indentation: YAML allows spaces only',
  'Replace the tab by spaces',
] as const

const WORDING: Readonly<Partial<Record<YAMLError['code'], readonly [message: string | undefined, hint: string]>>> = {
  TAB_AS_INDENT,
  BAD_INDENT: [undefined, 'Check the indentation: what belongs together starts in the same column'],
  BAD_SCALAR_START: [undefined, 'Put the value in quotes'],
  MISSING_CHAR: [undefined, 'Close the quote or bracket, or put the value in quotes'],
  MULTILINE_IMPLICIT_KEY: [undefined, 'Check the line before: a quote, a colon or its indentation is wrong'],
  BLOCK_AS_IMPLICIT_KEY: ["a second ': ' in one line", 'Put the value in quotes'],
  BAD_DQ_ESCAPE: [undefined, "Double the backslash, or use single quotes, where '\\' is an ordinary character"],
  RESOURCE_EXHAUSTION: ['the file is nested too deeply', 'Check that this is the file you meant'],
}

const GENERAL_HINT = 'Check the YAML around this place'

export function describeSyntaxError(error: YAMLError): readonly [message: string, hint: string] {
  const [message, hint] = WORDING[error.code] ?? [undefined, GENERAL_HINT]
  return [message ?? `not valid YAML: ${lowerFirst(error.message)}`, hint]
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** In the words of Ansible (parsing/yaml/constructor.py). `map` is where the map begins. */
export function keyTwice(name: string, map: SourcePosition): string {
  const place = `${resolve(map.file)}, line ${map.line}, column ${map.column}`
  return `While constructing a mapping from ${place}, found a duplicate dict key (${name}). Using last defined value only.`
}
