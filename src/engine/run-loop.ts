import { formatPosition } from '../base/source-position.ts'
import type { EngineRequest } from '../model/module.ts'
import type { Loop, Task } from '../model/playbook.ts'
import type { ItemResult, TaskResult } from '../model/task-result.ts'
import type { Vars } from '../model/vars.ts'
import { labelNotRendered } from './errors.ts'
import type { HostRun } from './host-run.ts'
import type { HostTaskOutcome } from './host-task-outcome.ts'
import type { LoopItem, RenderedLoop } from './loop-items.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'
import { failedResult, loopResult } from './task-results.ts'
import { taskScope } from './variables/task-scope.ts'

type ItemRunner = (itemVars: Vars) => Promise<HostTaskOutcome>

/** Item by item, to the end of the list although items fail; not where the host is out of reach. */
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
    const outcome = await runItem(item.vars)
    const labelled = withLabel(outcome.result, item, frame, host, run)
    results.push(labelled)
    const { label } = labelled
    requests.push(...outcome.requests.map((request) => (typeof request === 'string' ? request : { ...request, label })))
    if (outcome.result.status === 'unreachable' || run.signals.starting.aborted) break
  }
  return { result: loopResult(results), requests }
}

function withLabel(result: TaskResult, item: LoopItem, frame: TaskFrame, host: HostRun, run: PlayRun): ItemResult {
  const { task } = frame
  const own = typeof item.value === 'string' ? item.value : JSON.stringify(item.value)
  const withVars = { ...result, values: { ...result.values, ...item.vars } }
  if (task.loop?.label === undefined) return { label: own, result: withVars }
  const label = renderLabel(task.loop.label, item, frame, host, run)
  if (label.ok) return { label: label.value, result: withVars }
  const failed = failedResult(labelNotRendered(label.error, task.at), task.at)
  return { label: own, result: { ...withVars, ...failed, values: { ...withVars.values, ...failed.values } } }
}

function renderLabel(label: Loop['label'], item: LoopItem, frame: TaskFrame, host: HostRun, run: PlayRun) {
  const { templater } = run.deps
  const scope = taskScope(host, frame.chain, run, item.vars)
  const rendered = templater.renderDeep(label, scope)
  if (!rendered.ok) return rendered
  const text = templater.evaluate("label ~ ''", { get: () => rendered })
  return text.ok ? { ok: true as const, value: String(text.value) } : text
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
