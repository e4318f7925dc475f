import type { IncludeRequest } from '../model/module.ts'
import type { Block, Task } from '../model/playbook.ts'
import type { HostRun } from './host-run.ts'
import type { HostTaskOutcome } from './host-task-outcome.ts'
import type { KeywordChain } from './inherited.ts'
import { loadIncluded } from './load-included.ts'
import type { PlayRun } from './play-run.ts'

interface Includes {
  readonly task: Task
  /** The including task last. */
  readonly chain: KeywordChain
  /** One for each of the hosts. */
  readonly outcomes: readonly HostTaskOutcome[]
  readonly hosts: readonly HostRun[]
  readonly level: 'task' | 'handler'
}

interface Group {
  readonly request: IncludeRequest
  readonly hosts: HostRun[]
}

/**
 * Runs what the hosts asked to include, one include after the other: hosts that ask for the same, with the same loop item,
 * go through it side by side (Ansible). The keywords of the include are its own; `apply` and `vars` are for the tasks.
 */
export async function runIncludes(includes: Includes, run: PlayRun): Promise<void> {
  for (const { request, hosts } of groupsOf(includes)) {
    const loaded = loadIncluded(request, includes, run)
    const active = hosts.filter((host) => host.isActive)
    if (!loaded.ok || active.length === 0) continue
    const { items, scope, roles, handlers } = loaded.value
    run.handlers.add(handlers, run.play)
    run.publicRoles.push(...roles)
    if (request.include === 'role' && request.isPublic && scope !== undefined) run.publicRoles.push(scope)
    const block = { ...blockOf(includes.task, request), ...(scope !== undefined && { role: scope }), block: items }
    await run.runItems([block], active, includes.chain.slice(0, -1), run)
  }
}

function groupsOf({ outcomes, hosts }: Includes): Iterable<Group> {
  const groups = new Map<string, Group>()
  for (const [index, host] of hosts.entries()) {
    for (const request of outcomes[index]?.requests ?? []) {
      if (typeof request === 'string') continue
      const key = JSON.stringify(request)
      const group = groups.get(key) ?? { request, hosts: [] }
      group.hosts.push(host)
      groups.set(key, group)
    }
  }
  return groups.values()
}

function blockOf(task: Task, request: IncludeRequest): Block {
  const { apply } = task
  const inherited = apply ?? { when: [], tags: [], environment: [], at: task.at }
  const vars = { ...apply?.vars, ...task.vars }
  const includeParams = { vars: task.vars, itemVars: request.itemVars ?? {} }
  return {
    kind: 'block',
    name: undefined,
    ...inherited,
    vars,
    includeParams,
    block: [],
    rescue: [],
    always: [],
    notify: [],
  }
}
