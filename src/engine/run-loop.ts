import type { LongshoreError } from '../base/longshore-error.ts'
import type { Result } from '../base/result.ts'
import { formatPosition } from '../base/source-position.ts'
import type { EngineRequest } from '../model/engine-request.ts'
import type { Task } from '../model/playbook.ts'
import type { ItemResult } from '../model/task-result.ts'
import type { Vars } from '../model/vars.ts'
import { labelNotRendered } from './variable-errors.ts'
import type { HostRun } from './host-run.ts'
import type { HostTaskOutcome } from './host-task-outcome.ts'
import type { LoopItem, RenderedLoop } from './loop-items.ts'
import type { PlayRun } from './play-run.ts'
import { pythonText } from './python-text.ts'
import type { TaskFrame } from './task-frame.ts'
import { failedResult, loopResult } from './task-results.ts'
import type { LayeredScope } from './variables/layered-scope.ts'
import { taskScope } from './variables/task-scope.ts'

/** What the loop makes of an item's outcome before `ignore_errors` is asked about it. */
export type Amendment = (outcome: HostTaskOutcome, scope: LayeredScope) => HostTaskOutcome

type ItemRunner = (itemVars: Vars, amend: Amendment) => Promise<HostTaskOutcome>

/**
 * Item by item, to the end of the list although items fail; not where the host is out of reach. An item that cannot be
 * rendered is the failure of the task: no other is tried, and `register` gets no results (Ansible 2.14:
 * executor/task_executor.py, `run`).
 */
export async function runLoop(
  loop: RenderedLoop,
  frame: TaskFrame,
  host: HostRun,
  run: PlayRun,
  runItem: ItemRunner,
): Promise<HostTaskOutcome> {
  warnOfCollision(loop, frame, host, run)
  const results: ItemResult[] = []
  const requests: EngineRequest[] = []
  for (const [index, item] of loop.items.entries()) {
    if (index > 0 && loop.pauseMs > 0) await run.deps.clock.sleep(loop.pauseMs, run.signals.starting)
    let label = ownLabel(item)
    const outcome = await runItem(item.vars, (said, scope) => {
      if (said.endsLoop === true) return said
      const whole = { ...said, result: { ...said.result, values: { ...said.result.values, ...item.vars } } }
      const rendered = renderLabel(frame.task, scope, run)
      if (rendered === undefined) return whole
      if (!rendered.ok) return unlabelled(whole, rendered.error, frame.task, run)
      label = rendered.value
      return whole
    })
    if (outcome.endsLoop === true) return { result: { ...outcome.result, itemsBefore: results }, requests: [] }
    results.push({ label, result: outcome.result })
    requests.push(...outcome.requests.map((request) => (typeof request === 'string' ? request : { ...request, label })))
    if (outcome.result.status === 'unreachable' || run.signals.starting.aborted) break
  }
  return { result: loopResult(results), requests }
}

function ownLabel({ value }: LoopItem): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function renderLabel(
  { loop }: Task,
  scope: LayeredScope,
  { deps: { templater } }: PlayRun,
): Result<string, LongshoreError> | undefined {
  if (loop?.label === undefined || loop.label === '') return undefined
  const rendered = templater.renderDeep(loop.label, scope)
  return rendered.ok ? pythonText(rendered.value, templater) : rendered
}

/** An item whose label cannot be rendered has failed, whatever its module did (Ansible). */
function unlabelled(outcome: HostTaskOutcome, error: LongshoreError, { at }: Task, run: PlayRun): HostTaskOutcome {
  const failed = failedResult(labelNotRendered(error, at), at, run)
  return {
    ...outcome,
    result: { ...outcome.result, ...failed, values: { ...outcome.result.values, ...failed.values } },
  }
}

const warned = new WeakSet<Task>()

/** Ansible's warning where the loop's variable hides another one. */
function warnOfCollision({ loopVar }: RenderedLoop, { task, chain }: TaskFrame, host: HostRun, run: PlayRun): void {
  const known = taskScope(host, chain, run)
  if (warned.has(task) || !known.names().has(loopVar)) return
  warned.add(task)
  const message =
    `TASK: ${task.name ?? task.module}: The loop variable '${loopVar}' is already in use. You should set the ` +
    '`loop_var` value in the `loop_control` option for the task to something else to avoid variable collisions and ' +
    'unexpected behavior.'
  run.deps.emit({ type: 'warning', message, at: formatPosition(task.at) })
}
