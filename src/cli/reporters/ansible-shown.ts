import type { TaskLabel } from '../../model/run-event/task-label.ts'
import type { TaskResult } from '../../model/task-result.ts'
import type { AnsibleCallbackOptions } from './reporter-io.ts'

/** Then a task has no banner before it has a result that is not hidden. */
export function hidesResults({ displaySkippedHosts, displayOkHosts }: AnsibleCallbackOptions): boolean {
  return displaySkippedHosts === false || displayOkHosts === false
}

/** The result without the items that are hidden, or undefined where nothing is left of it. */
export function shownPart(
  result: TaskResult,
  task: TaskLabel,
  options: AnsibleCallbackOptions,
): TaskResult | undefined {
  const isHidden = (one: TaskResult) => isSilenced(one, options) || isIncluding(task, one)
  if (result.items === undefined || result.items.length === 0) return isHidden(result) ? undefined : result
  const items = result.items.filter((item) => !isHidden(item.result))
  return items.length === 0 ? undefined : { ...result, items }
}

function isSilenced({ status }: TaskResult, { displaySkippedHosts, displayOkHosts }: AnsibleCallbackOptions): boolean {
  return status === 'skipped' ? displaySkippedHosts === false : status === 'ok' && displayOkHosts === false
}

/** An include that is well is told by the files that it brings. */
export function isIncluding({ module }: TaskLabel, { status }: TaskResult): boolean {
  return (module === 'include_tasks' || module === 'include_role') && (status === 'ok' || status === 'changed')
}
