import type { LongshoreError } from '../base/longshore-error.ts'
import type { IncludeRequest } from '../model/engine-request.ts'
import type { RunEvent } from '../model/run-event/run-event.ts'
import type { TaskResult } from '../model/task-result.ts'
import { report } from './errors.ts'
import type { HostRun } from './host-run.ts'
import type { LoadedInclude } from './load-included.ts'
import type { PlayRun } from './play-run.ts'
import type { Includes } from './run-includes.ts'
import type { TaskFrame } from './task-frame.ts'

interface Asked {
  readonly request: IncludeRequest
  readonly hosts: readonly HostRun[]
}

const DONE: TaskResult = { status: 'ok', values: {} }

/** Each file counts as ok on each of its hosts; a role and a file with nothing in it count as nothing (Ansible). */
export function tellIncluded(
  { path, isBlank }: LoadedInclude,
  { request, hosts }: Asked,
  { frame, outcomes }: Includes,
  run: PlayRun,
): void {
  if (path === undefined || isBlank === true) return
  const isSecret = outcomes.some(({ result }) => result.censored === true)
  for (const host of hosts) host.count(DONE)
  const names = hosts.map((host) => host.name)
  run.deps.emit({ type: 'included', task: frame.id, path, hosts: names, ...itemOf(request, isSecret) })
}

function itemOf({ label, itemVars }: IncludeRequest, isSecret: boolean): Pick<IncludedEvent, 'item'> {
  if (label === undefined) return {}
  if (isSecret) return { item: { label: '(censored due to no_log)' } }
  const name = itemVars?.['ansible_loop_var']
  return { item: { label, value: typeof name === 'string' ? itemVars?.[name] : undefined } }
}

type IncludedEvent = Extract<RunEvent, { type: 'included' }>

/** What cannot be read fails its hosts though the task itself was well: `ignore_errors` does not help (Ansible). */
export function tellFailed(error: LongshoreError, hosts: readonly HostRun[], frame: TaskFrame, run: PlayRun): void {
  const { task } = frame
  const result: TaskResult = {
    status: 'failed',
    values: { failed: true, reason: error.message },
    error: report(error, task.at),
  }
  for (const host of hosts.filter((each) => each.isActive)) {
    host.standing = 'failed'
    host.lastFailure = { frame, result, unread: true }
    host.count(result)
    run.deps.emit({ type: 'task-finished', host: host.name, task: frame.id, result })
  }
}
