import type { TaskResult } from '../model/task-result.ts'

/** What of a result goes into the recap. An include that is well counts by the files that it brings (Ansible). */
export function countedResults(module: string, result: TaskResult): readonly TaskResult[] {
  const isDone = result.status === 'ok' || result.status === 'changed'
  return isDone && isInclude(module) ? [] : [result]
}

/** Its tasks are known when it runs. */
export function isInclude(module: string): boolean {
  return module === 'include_role' || module === 'include_tasks'
}
