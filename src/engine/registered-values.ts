import type { Task } from '../model/playbook.ts'
import type { TaskResult } from '../model/task-result.ts'
import type { Vars } from '../model/vars.ts'
import { isInclude } from './counted-results.ts'

/** What `register` keeps. An include that is well says nothing of a failure, and an item of its loop of no change (Ansible). */
export function registeredValues({ module }: Task, { status, values, items }: TaskResult): Vars {
  if (!isInclude(module) || status !== 'ok') return values
  const { failed: _failed, ...rest } = values
  return items === undefined ? rest : { ...rest, results: items.map(({ result }) => valuesOfItem(result)) }
}

function valuesOfItem({ status, values }: TaskResult): Vars {
  const { changed: _changed, failed: _failed, ...rest } = values
  return status === 'ok' ? rest : values
}
