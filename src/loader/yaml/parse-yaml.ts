import { LineCounter, parseAllDocuments } from 'yaml'
import type { ErrorCode } from '../../base/error-code.ts'
import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { SourcePosition } from '../../base/source-position.ts'
import { codeFrame } from './code-frame.ts'
import { LOCKED_VAULT, type Vault } from '../vault/vault.ts'
import { convertDocument } from './convert-document.ts'
import { documentsWithLowLines } from './low-quoted-lines.ts'
import { libyamlWords, neitherJsonNorYaml } from './libyaml-words.ts'
import { findControlCharacter } from './decode-text.ts'
import { describeSyntaxError, TAB_AS_INDENT, yamlProblem } from './errors.ts'
import type { YamlNode } from './yaml-node.ts'

/**
 * Reads one YAML document as Ansible's loader does: YAML 1.1 with PyYAML's scalars (plain-scalar.ts), merge keys, aliases.
 * An empty file is an empty scalar. Refused, each with its place: duplicate keys (with `warn` they are told to it, and
 * the last counts, as in Ansible), a second document, unknown tags, control characters. All problems are given, not the first alone; they
 * carry `code`. `!vault` values are opened by `vault` when they are used. With PLAYBOOK_INVALID the message ends in the line and a caret; other files may hold secrets.
 */
export function parseYaml(
  text: string,
  file: string,
  code: ErrorCode = 'VARS_INVALID',
  vault: Vault = LOCKED_VAULT,
  warn?: (message: string) => void,
): Result<YamlNode, readonly LongshoreError[]> {
  const binary = findControlCharacter(text, file, code)
  if (binary !== undefined) return err([binary])

  const { list, lineCounter } = readDocuments(text)
  const at = (offset: number): SourcePosition => {
    const { line, col } = lineCounter.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const plainProblem = yamlProblem(code)
  const problem = code === 'PLAYBOOK_INVALID' ? framed(text, plainProblem) : plainProblem

  const syntaxErrors = upToTheFirstSurprise(list.flatMap((document) => document.errors))
  const tab = tabIndentation(text, syntaxErrors[0]?.pos[0])
  const [tabMessage, tabHint] = TAB_AS_INDENT
  const words = (problem: string, place: SourcePosition) => neitherJsonNorYaml(text, problem, place)
  if (tab !== undefined)
    return err([problem(tabMessage, at(tab), tabHint, words(libyamlWords('TAB_AS_INDENT', ''), at(tab)))])
  const problems = syntaxErrors.map((error) => {
    const [message, hint] = describeSyntaxError(error)
    const place = at(error.pos[0])
    const column = error.code === 'BLOCK_AS_IMPLICIT_KEY' ? place.column + 1 : place.column
    return problem(message, place, hint, words(libyamlWords(error.code, error.message), { ...place, column }))
  })
  if (problems.length > 0) return err(problems)

  const second = list[1]
  if (second !== undefined) {
    const hint = "Keep one document in a file: remove the '---' in the middle"
    problems.push(problem('a second YAML document begins here', at(second.range[0]), hint))
  }
  const root = convertDocument(list[0]?.contents ?? null, { at, problem, problems, words, vault, warn })
  return problems.length === 0 ? ok(root) : err(problems)
}

function readDocuments(text: string) {
  const options = {
    version: '1.1',
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  } as const
  const lineCounter = new LineCounter()
  const documents = parseAllDocuments(text, { ...options, lineCounter })
  const list = Array.isArray(documents) ? documents : []
  if (!list.some(({ errors }) => errors.some(({ code }) => code === 'MISSING_CHAR'))) return { list, lineCounter }
  const lines = new LineCounter()
  const again = documentsWithLowLines(text, { ...options, lineCounter: lines })
  return again === undefined ? { list, lineCounter } : { list: again, lineCounter: lines }
}

/** What comes after a token that fits nowhere follows from it. */
function upToTheFirstSurprise<T extends { readonly code: string }>(errors: readonly T[]): readonly T[] {
  const first = errors.findIndex(({ code }) => code === 'UNEXPECTED_TOKEN')
  return first < 0 ? errors : errors.slice(0, first + 1)
}

/** Where a tab indents the line of the first syntax error: the errors after it follow from that one. */
function tabIndentation(text: string, errorOffset: number | undefined): number | undefined {
  if (errorOffset === undefined) return undefined
  const start = text.lastIndexOf('\n', Math.max(errorOffset - 1, 0)) + 1
  const spaces = /^ *\t/.exec(text.slice(start))
  return spaces === null ? undefined : start + spaces[0].length - 1
}

function framed(text: string, problem: ReturnType<typeof yamlProblem>): ReturnType<typeof yamlProblem> {
  return (message, at, hint, ansible) => problem(`${message}\n${codeFrame(text, at)}`, at, hint, ansible)
}
