import type { TaskResult } from '../model/task-result.ts'

/** What of a result goes into the recap: each file of `include_tasks`, and nothing of `include_role` (Ansible). */
export function countedResults(module: string, result: TaskResult): readonly TaskResult[] {
  const isDone = result.status === 'ok' || result.status === 'changed'
  if (module === 'include_role' && isDone) return []
  if (module !== 'include_tasks' || !isDone || result.items === undefined) return [result]
  return result.items.flatMap((item) => (item.result.status === 'skipped' ? [] : [item.result]))
}
