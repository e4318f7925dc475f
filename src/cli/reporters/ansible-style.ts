import type { ErrorCode } from '../../base/error-code.ts'
import { pythonJson, pythonJsonLine } from '../../model/python-text.ts'
import type { TaskResult } from '../../model/task-result.ts'
import { yamlOf, type YamlResults } from './yaml-results.ts'
import { displayWidth } from './display-width.ts'
import { printable } from './printable.ts'

export type Tone =
  | 'ok'
  | 'changed'
  | 'skipped'
  | 'failed'
  | 'unreachable'
  | 'warning'
  | 'added'
  | 'removed'
  | 'span'
  | 'debug'
  | 'verbose'

/** Ansible's colours (config/base.yml, COLOR_OK ...). */
const SGR: Readonly<Record<Tone, string>> = {
  ok: '0;32',
  changed: '0;33',
  skipped: '0;36',
  failed: '0;31',
  unreachable: '1;31',
  warning: '1;35',
  added: '0;32',
  removed: '0;31',
  span: '0;36',
  debug: '1;30',
  verbose: '0;34',
}

export type Paint = (text: string, tone: Tone) => string

export function painter(colour: boolean): Paint {
  return (text, tone) => (colour ? text.replaceAll(/[^\n]+/g, (line) => `\x1b[${SGR[tone]}m${line}\x1b[0m`) : text)
}

/** Of a line: those of the terminal but one, 79 at least. */
export function ansibleColumns({ isTerminal, columns }: { isTerminal: boolean; columns: number }): number {
  return Math.max(79, isTerminal ? columns - 1 : 0)
}

/** `TASK [name] ****`, filled with stars to the width of the terminal, at least 79 columns; three stars at least. */
export function banner(text: string, columns: number): string {
  const message = printable(text).replaceAll('\n', ' ').trim()
  return `\n${message} ${'*'.repeat(Math.max(3, columns - displayWidth(message)))}\n`
}

/** What `_DEBUG_ALLOWED_KEYS` of Ansible's callbacks leaves beside a message of `debug`. */
const BESIDE_A_MESSAGE = new Set(['msg', 'exception', 'warnings', 'deprecations'])
const HIDDEN_OF_DEBUG = new Set(['changed', 'failed', 'skipped', 'invocation', 'skip_reason', 'false_condition'])
const HIDDEN = new Set(['failed', 'skipped', 'diff', 'invocation', 'exception', 'warnings', 'deprecations'])
const CENSORED = "the output has been hidden due to the fact that 'no_log: true' was specified for this result"

/** The values of a result as Ansible's callbacks print them, bookkeeping taken out. */
export function shownValues(result: TaskResult, module: string): Readonly<Record<string, unknown>> {
  const { values } = result
  if (result.censored === true) return { censored: CENSORED, ...pick(values, ['attempts', 'changed']) }
  const isLoop = result.items !== undefined
  const entries = Object.entries(values).filter(
    ([name]) => !name.startsWith('_ansible') && !(isLoop && name === 'results'),
  )
  if (module === 'debug') {
    const said = [...entries, ...Object.entries(reasonOf(result))]
    const hidden = (name: string) => ('msg' in values ? !BESIDE_A_MESSAGE.has(name) : HIDDEN_OF_DEBUG.has(name))
    return Object.fromEntries(said.filter(([name]) => !hidden(name)))
  }
  return {
    ...Object.fromEntries(entries.filter(([name]) => !HIDDEN.has(name))),
    ...reasonOf(result),
    ...hintOf(result),
    ...(result.rollback === undefined || result.rollback === 'none' ? {} : { rollback: result.rollback }),
    ...(result.status === 'unreachable' ? { changed: false, unreachable: true } : {}),
  }
}

function reasonOf({ error, values }: TaskResult): { readonly msg?: string } {
  return error !== undefined && !SAYS_WHY.some((name) => name in values) ? { msg: error.message } : {}
}

/** Where one of these is there, Ansible says no more. */
const SAYS_WHY = ['msg', 'message', 'reason', 'failed_when_result']

/** One line of JSON, or indented lines where Ansible indents them: `debug`, and everything from -vvv on; or YAML. */
export function dumped(values: Readonly<Record<string, unknown>>, indented: boolean, yaml?: YamlResults): string {
  if (yaml !== undefined) return printable(yamlOf(values, yaml))
  return printable(indented ? pythonJson(values) : pythonJsonLine(values))
}

/** Ansible has no hints: those are left in that tell how to reach a host, or of what is Longshore's own. */
function hintOf({ error, values }: TaskResult): { readonly hint?: string } {
  if (error?.hint === undefined || 'reason' in values || WITHOUT_HINT.has(error.code)) return {}
  return { hint: error.hint }
}

const WITHOUT_HINT: ReadonlySet<ErrorCode> = new Set([
  'TASK_FAILED',
  'COMMAND_FAILED',
  'COMMAND_TIMED_OUT',
  'MODULE_ARGS_INVALID',
  'TEMPLATE_INVALID',
  'VARIABLE_UNDEFINED',
  'FILE_UNREADABLE',
  'VARS_INVALID',
])

function pick(values: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))
}
