import type { Condition, Task } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import { type KeywordChain, nearest } from './inherited.ts'
import type { TaskFrame } from './task-frame.ts'

/**
 * `ansible_failed_task`: the keywords of a task as they are written, templates unresolved, with those that it inherits, and
 * Ansible's defaults for the others (ansible-core 2.14: `Task.serialize`).
 */
export function failedTaskVars({ id, task, chain }: TaskFrame): Vars {
  return {
    name: task.name ?? '',
    action: task.writtenAs ?? task.module,
    args: task.args,
    register: task.register ?? null,
    notify: task.notify.length === 0 ? null : task.notify,
    until: expressions(task.until),
    retries: task.retries ?? 3,
    delay: task.delay ?? 5,
    async: task.async ?? 0,
    async_val: task.async ?? 0,
    poll: task.poll ?? 15,
    changed_when: expressions(task.changedWhen),
    failed_when: expressions(task.failedWhen),
    vars: task.vars,
    ...loopVars(task),
    ...inheritedVars(chain),
    uuid: id,
  }
}

function loopVars({ loop }: Task): Vars {
  const control = {
    loop_var: loop?.loopVar ?? 'item',
    index_var: loop?.indexVar ?? null,
    label: loop?.label ?? null,
    pause: loop?.pause ?? 0,
    extended: loop?.extended ?? null,
    extended_allitems: loop?.extendedAllItems ?? true,
  }
  return {
    loop: loop?.items ?? null,
    loop_with: loop?.lookup ?? null,
    loop_control: loop === undefined ? null : control,
  }
}

function inheritedVars(chain: KeywordChain): Vars {
  const own = [...chain].reverse()
  return {
    when: expressions(own.flatMap((keywords) => keywords.when)),
    tags: [...new Set(own.flatMap((keywords) => keywords.tags))],
    environment: chain.flatMap((keywords) => keywords.environment),
    any_errors_fatal: nearest(chain, 'anyErrorsFatal') ?? false,
    become: nearest(chain, 'become') ?? false,
    become_user: nearest(chain, 'becomeUser') ?? null,
    become_method: nearest(chain, 'becomeMethod') ?? 'sudo',
    check_mode: nearest(chain, 'checkMode') ?? false,
    diff: nearest(chain, 'diff') ?? false,
    delegate_to: nearest(chain, 'delegateTo') ?? null,
    delegate_facts: nearest(chain, 'delegateFacts') ?? null,
    ignore_errors: nearest(chain, 'ignoreErrors') ?? null,
    ignore_unreachable: nearest(chain, 'ignoreUnreachable') ?? null,
    no_log: nearest(chain, 'noLog') ?? false,
    remote_user: nearest(chain, 'remoteUser') ?? null,
    run_once: nearest(chain, 'runOnce') ?? null,
    throttle: nearest(chain, 'throttle') ?? 0,
    timeout: nearest(chain, 'timeout') ?? 0,
  }
}

function expressions(conditions: readonly Condition[] = []): readonly (string | boolean)[] {
  return conditions.map(({ expression }) => expression)
}
