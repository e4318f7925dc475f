import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import type { IncludeRequest } from '../model/engine-request.ts'
import type { Block, Task } from '../model/playbook.ts'
import type { Vars } from '../model/vars.ts'
import { endRun } from './end-run.ts'
import type { HostRun } from './host-run.ts'
import type { HostTaskOutcome } from './host-task-outcome.ts'
import { loadIncluded, type LoadedInclude } from './load-included.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'
import { tellFailed, tellIncluded } from './tell-included.ts'

export interface Includes {
  readonly frame: TaskFrame
  /** One for each of the hosts. */
  readonly outcomes: readonly HostTaskOutcome[]
  readonly hosts: readonly HostRun[]
  readonly level: 'task' | 'handler'
}

interface Group {
  readonly request: IncludeRequest
  readonly hosts: HostRun[]
}

interface LoadedGroup extends Group {
  readonly loaded: Result<LoadedInclude, LongshoreError>
}

/**
 * Runs what the hosts asked to include, one include after the other: hosts that ask for the same, with the same loop item,
 * go through it side by side. All is read and told before any of it runs, and hosts of which a part cannot be read fail
 * (Ansible's linear strategy). The keywords of the include are its own; `apply` and `vars` are for the tasks.
 */
export async function runIncludes(includes: Includes, run: PlayRun): Promise<void> {
  const { frame, level } = includes
  const groups = [...groupsOf(includes)].map((group): LoadedGroup => {
    const loaded = loadIncluded(group.request, frame, level, run)
    if (loaded.ok) tellIncluded(loaded.value, group, includes, run)
    else if (loaded.error.code === 'PLAYBOOK_INVALID') endRun(loaded.error, run)
    else tellFailed(loaded.error, group.hosts, frame, run)
    return { ...group, loaded }
  })
  for (const { request, loaded } of groups) if (loaded.ok) announce(request, loaded.value, includes, run)
  for (const { request, hosts, loaded } of groups) {
    const active = hosts.filter((host) => host.isActive)
    if (!loaded.ok || active.length === 0) continue
    const { items, scope } = loaded.value
    const around = blockOf(frame.task, request, level)
    const block = { ...around, ...(scope !== undefined && { role: scope }), block: items }
    await run.runItems([block], active, frame.chain.slice(0, -1), run)
  }
}

/** The play learns of handlers and public roles of all includes before any of them runs (Ansible). */
function announce(request: IncludeRequest, loaded: LoadedInclude, { frame, level }: Includes, run: PlayRun): void {
  const { scope, roles, handlers } = loaded
  const chain = [...frame.chain.slice(0, -1), blockOf(frame.task, request, level)]
  run.handlers.add(handlers, chain, keyOf([frame.task.vars, request.itemVars]))
  run.publicRoles.push(...roles)
  if (request.include !== 'role' || !request.isPublic || scope === undefined) return
  const exportedVars = { ...frame.task.vars, ...scope.exportedVars }
  run.publicRoles.push({ ...scope, exportedVars, itemVars: withoutLoop(request.itemVars) })
}

/** What is told of the loop itself is for what is included alone. */
function withoutLoop(itemVars: Vars = {}): Vars {
  const { ansible_loop: _loop, ansible_loop_var: _name, ansible_index_var: _index, ...item } = itemVars
  return item
}

/** A host that asks for the same twice is in two groups. */
function groupsOf({ outcomes, hosts }: Includes): Iterable<Group> {
  const groups = new Map<string, Group>()
  for (const [index, host] of hosts.entries()) {
    const asked = new Map<string, number>()
    for (const request of outcomes[index]?.requests ?? []) {
      if (typeof request === 'string') continue
      const what = keyOf(request)
      const times = asked.get(what) ?? 0
      asked.set(what, times + 1)
      const key = `${times} ${what}`
      const group = groups.get(key) ?? { request, hosts: [] }
      group.hosts.push(host)
      groups.set(key, group)
    }
  }
  return groups.values()
}

/** Equal for what is equal. */
function keyOf(what: unknown): string {
  return JSON.stringify(what, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
}

function blockOf(task: Task, request: IncludeRequest, level: Includes['level']): Block {
  const { apply } = task
  const inherited = apply ?? { when: [], tags: [], environment: [], at: task.at }
  const vars = { ...apply?.vars, ...task.vars }
  const includeParams = { vars: task.vars, itemVars: request.itemVars ?? {}, level }
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
