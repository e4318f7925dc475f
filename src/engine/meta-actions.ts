import type { MetaRequest } from '../model/engine-request.ts'
import type { Task } from '../model/playbook.ts'

/** Actions whose condition Ansible does not look at: it says so, and acts. */
const WITHOUT_CONDITION: ReadonlySet<unknown> = new Set<MetaRequest>(['noop', 'refresh_inventory', 'reset_connection'])

/** What a `meta` task asks for. Another one is refused when the playbook is read. */
export function metaAction(task: Task): MetaRequest {
  return String(task.args['_raw_params']) as MetaRequest
}

export function isUnconditional(task: Task): boolean {
  return task.module === 'meta' && WITHOUT_CONDITION.has(metaAction(task))
}
