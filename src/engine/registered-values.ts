import type { Task } from '../model/playbook.ts'
import type { TaskResult } from '../model/task-result.ts'
import type { Vars } from '../model/vars.ts'
import { isInclude } from './counted-results.ts'
import { registeredDiff } from './registered-diff.ts'

/** What `register` keeps. An include that is well says nothing of a failure, and an item of its loop of no change (Ansible). */
export function registeredValues({ module }: Task, result: TaskResult): Vars {
  const { status, values, items } = result
  if (!isInclude(module)) return withTold(module, result)
  if (status !== 'ok') return values
  const { failed: _failed, ...rest } = values
  return items === undefined ? rest : { ...rest, results: items.map(({ result }) => valuesOfItem(result)) }
}

function valuesOfItem({ status, values }: TaskResult): Vars {
  const { changed: _changed, failed: _failed, ...rest } = values
  return status === 'ok' ? rest : values
}

function withTold(module: string, result: TaskResult): Vars {
  const { values, items } = result
  if (items === undefined) return { ...values, ...registeredDiff(module, result), ...warningsOf(result) }
  if (!Array.isArray(values['results'])) return values
  return { ...values, results: items.map((item) => withTold(module, item.result)) }
}

function warningsOf({ warnings = [], values }: TaskResult): Vars {
  return warnings.length === 0 || 'warnings' in values ? {} : { warnings }
}
