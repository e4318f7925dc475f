import type { TaskResult } from '../model/task-result.ts'

/** What of a result goes into the recap. An include that is well counts by the files that it brings (Ansible). */
export function countedResults(module: string, result: TaskResult): readonly TaskResult[] {
  const isDone = result.status === 'ok' || result.status === 'changed'
  return isDone && (module === 'include_role' || module === 'include_tasks') ? [] : [result]
}
