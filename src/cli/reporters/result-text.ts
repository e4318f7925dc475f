import { isGathering } from './is-gathering.ts'
import type { ItemResult, TaskResult } from '../../model/task-result.ts'
import type { Colours } from '../terminal/colours.ts'
import { errorText, rollbackText } from './error-text.ts'
import { indent } from './indent.ts'
import { printable } from './printable.ts'
import { valueText } from './value-text.ts'

export interface ResultStyle {
  readonly module: string
  readonly verbosity: number
  readonly colours: Colours
}

/** How a result begins, in Ansible's words. */
export type ResultWord = 'ok' | 'changed' | 'skipped' | 'failed (ignored)' | 'failed' | 'unreachable'

export function wordOf(result: TaskResult): ResultWord {
  return result.status === 'failed' && result.ignored === true ? 'failed (ignored)' : result.status
}

/** The lines below a result's first one. Equal for hosts that fared alike; diffs, notes and warnings are told apart. */
export function resultBody(result: TaskResult, style: ResultStyle): readonly string[] {
  if (result.censored === true)
    return [style.colours.dim('withheld: no_log is set'), ...rollbackText(result, style.colours)]
  if (result.items !== undefined) return itemsBody(result.items, style)
  const failed = result.status === 'failed' || result.status === 'unreachable'
  const told = failed ? failureBody(result, style.colours) : debugBody(result, style)
  if (told.length > 0 && !failed) return told
  return [...itemsBody(result.itemsBefore ?? [], style), ...told, ...valuesBody(result, failed, style)]
}

function failureBody(result: TaskResult, colours: Colours): readonly string[] {
  const message = result.error?.message ?? ''
  const { msg, stdout, stderr } = result.values
  return [
    ...(result.error === undefined ? [] : errorText(result.error, colours)),
    ...(typeof msg === 'string' && msg !== '' && !message.includes(msg) ? block('msg', msg) : []),
    ...(typeof stderr === 'string' && stderr.trim() !== '' && !message.includes(stderr.trim())
      ? block('stderr', stderr)
      : []),
    ...(typeof stdout === 'string' && stdout.trim() !== '' && !message.includes(stdout.trim())
      ? block('stdout', stdout)
      : []),
    ...rollbackText(result, colours),
  ]
}

function block(name: string, text: string): readonly string[] {
  const lines = printable(text).trimEnd().split('\n')
  return lines.length === 1 ? [`${name}: ${lines.join('')}`] : [`${name}:`, ...indent(lines)]
}

/** What `debug` was asked to say: its message as text, or its variable with its name. */
function debugBody(result: TaskResult, { module }: ResultStyle): readonly string[] {
  if (module !== 'debug' || result.status === 'skipped') return []
  const { msg, ...rest } = result.values
  const others = shownValues(rest)
  if (msg !== undefined) return valueText(msg).split('\n')
  return Object.keys(others).length === 0 ? [] : valueText(others).split('\n')
}

function valuesBody(result: TaskResult, failed: boolean, { module, verbosity }: ResultStyle): readonly string[] {
  if (verbosity < (isGathering(module) ? 3 : 1)) return []
  const { msg, stdout, stderr, ...rest } = shownValues(result.values)
  const values = failed ? rest : { ...rest, ...given({ stdout, stderr, msg }) }
  return Object.keys(values).length === 0 ? [] : valueText(values).split('\n')
}

function itemsBody(items: readonly ItemResult[], style: ResultStyle): readonly string[] {
  const told = items.map(({ label, result }) => ({
    label: printable(label).replaceAll('\n', ' '),
    word: wordOf(result),
    body: resultBody(result, style),
  }))
  const shown = told.filter(({ word, body }) => style.verbosity > 0 || body.length > 0 || !QUIET_WORDS.has(word))
  const lines: string[] = []
  for (const [index, { label, word, body }] of shown.entries()) {
    const previous = shown[index - 1]
    const joins = previous?.word === word && previous.body.length === 0 && body.length === 0
    if (joins) lines.push(`${lines.pop() ?? ''}, ${label}`)
    else lines.push(`item ${word}: ${label}`, ...indent(body))
  }
  return lines
}

const QUIET_WORDS: ReadonlySet<ResultWord> = new Set(['ok', 'skipped'])

/** Bookkeeping of `register` that the first line says already, and lists that repeat a text. */
const UNSHOWN = new Set([
  'changed',
  'failed',
  'skipped',
  'stdout_lines',
  'stderr_lines',
  'invocation',
  'diff',
  'results',
])

function shownValues(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !UNSHOWN.has(name) && !name.startsWith('_ansible')),
  )
}

function given(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))
}
