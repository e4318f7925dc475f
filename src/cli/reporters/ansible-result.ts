import { isGathering } from './is-gathering.ts'
import { pythonText } from '../../model/python-text.ts'
import type { TaskLabel } from '../../model/run-event/task-label.ts'
import type { ItemResult, TaskResult } from '../../model/task-result.ts'
import { ansibleDiffs } from './ansible-diff.ts'
import { dumped, shownValues, type Paint, type Tone } from './ansible-style.ts'
import type { YamlResults } from './yaml-results.ts'
import { printable } from './printable.ts'

export interface AnsibleStyle {
  readonly verbosity: number
  readonly paint: Paint
  /** Lines around each change of a diff. */
  readonly diffContext?: number
  /** JSON on lines of its own, or never. Absent: where Ansible has it so. */
  readonly pretty?: boolean
  /** Results are YAML. */
  readonly yaml?: YamlResults
}

/** The lines of one host's result in the words of Ansible's default callback. */
export function ansibleResult(host: string, result: TaskResult, task: TaskLabel, style: AnsibleStyle): string {
  const diffs = (of: TaskResult) => ansibleDiffs(task.module, of, style.paint, style.diffContext)
  const ignored = result.ignored === true ? `${style.paint('...ignoring', 'skipped')}\n` : ''
  const lines = (items: readonly ItemResult[] = []) =>
    items.map((item) => `${diffs(item.result)}${itemLine(host, item, task, style)}`).join('')
  if (result.items !== undefined && result.items.length > 0)
    return `${lines(result.items)}${afterItems(host, result, task, style)}${ignored}`
  return `${lines(result.itemsBefore)}${diffs(result)}${hostLine(host, result, task, style)}${ignored}`
}

/**
 * Ansible closes a loop of which all was skipped, or whose items it may not show, with a line for the host; and a failed
 * loop of `debug`, whose results it takes out before it looks for items.
 */
function afterItems(host: string, result: TaskResult, task: TaskLabel, style: AnsibleStyle): string {
  const { status, censored } = result
  const isSkipped = status === 'skipped'
  const isFailedDebug = status === 'failed' && task.module === 'debug'
  if (status === 'unreachable' || !(isSkipped || isFailedDebug || censored === true)) return ''
  if (status === 'failed') return hostLine(host, result, task, style)
  const word = isSkipped ? 'skipping' : status
  return `${style.paint(`${word}: [${host}]${told(result, task, style)}`, toneOf(result))}\n`
}

function hostLine(name: string, result: TaskResult, task: TaskLabel, style: AnsibleStyle): string {
  const host = hostLabel(name, result)
  const values = shownValues(result, task.module)
  const { paint } = style
  const indented = isIndented(result, task, style)
  switch (result.status) {
    case 'failed':
      return `${paint(`fatal: [${host}]: FAILED! => ${dumped(values, indented, style.yaml)}`, 'failed')}\n`
    case 'unreachable':
      return `${paint(`fatal: [${host}]: UNREACHABLE! => ${dumped(values, indented, style.yaml)}`, 'unreachable')}\n`
    case 'ok':
    case 'changed':
    case 'skipped': {
      const word = result.status === 'skipped' ? 'skipping' : result.status
      return `${paint(`${word}: [${host}]${told(result, task, style)}`, toneOf(result))}\n`
    }
  }
}

function itemLine(name: string, item: ItemResult, task: TaskLabel, style: AnsibleStyle): string {
  const { result } = item
  const host = hostLabel(name, result)
  const label = printable(itemLabel(item)).replaceAll('\n', ' ')
  const { paint } = style
  if (result.status === 'failed' || result.status === 'unreachable') {
    const values = dumped(shownValues(result, task.module), isIndented(result, task, style), style.yaml)
    const word = result.status === 'failed' ? 'failed' : 'fatal'
    const unreachable = result.status === 'failed' ? '' : ' UNREACHABLE!'
    return `${paint(`${word}: [${host}]${unreachable} (item=${label}) => ${values}`, result.status)}\n`
  }
  const word = result.status === 'skipped' ? 'skipping' : result.status
  const end = result.status === 'skipped' ? ' ' : ''
  return `${paint(`${word}: [${host}] => (item=${label})${end}${told(result, task, style)}`, toneOf(result))}\n`
}

/** With the host that the task was delegated to. */
function hostLabel(host: string, { delegatedTo, status }: TaskResult): string {
  return delegatedTo === undefined || delegatedTo === host || status === 'skipped' ? host : `${host} -> ${delegatedTo}`
}

/** ` => {...}` where Ansible prints it: with -v, for some modules always, for facts with -vvv. */
function told(result: TaskResult, task: TaskLabel, style: AnsibleStyle): string {
  const { verbosity } = style
  const always = isAlwaysTold(result, task)
  const never = isGathering(task.module) && verbosity < 3
  if (never || (!always && verbosity < 1)) return ''
  return ` => ${dumped(shownValues(result, task.module), isIndented(result, task, style), style.yaml)}`
}

function isIndented(result: TaskResult, task: TaskLabel, { verbosity, pretty }: AnsibleStyle): boolean {
  return pretty ?? (verbosity > 2 || isAlwaysTold(result, task))
}

/** `_ansible_verbose_always` of the modules that are there to say something. */
function isAlwaysTold({ status, censored, quiet, values }: TaskResult, { module }: TaskLabel): boolean {
  if (censored === true || status === 'skipped') return false
  const said = status !== 'failed' || 'failed_when_result' in values
  const isJudged = status !== 'failed' || 'assertion' in values
  return module === 'debug' ? said : module === 'assert' && quiet !== true && isJudged
}

function itemLabel({ label, result }: ItemResult): string {
  if (result.censored === true) return 'None'
  const name = result.values['ansible_loop_var']
  const item = result.values[typeof name === 'string' ? name : 'item']
  return pythonLabel(label, item)
}

/** The label of a loop item: where it is the item itself, in Python's spelling. */
export function pythonLabel(label: string, item: unknown): string {
  return item !== undefined && typeof item !== 'string' && label === JSON.stringify(item) ? pythonText(item) : label
}

function toneOf({ status }: TaskResult): Tone {
  return status
}
