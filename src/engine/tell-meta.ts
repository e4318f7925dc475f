import type { Condition, Task } from '../model/playbook.ts'
import type { TaskLabel } from '../model/run-event/task-label.ts'
import type { TaskResult } from '../model/task-result.ts'
import type { HostRun } from './host-run.ts'
import { isUnconditional, metaAction } from './meta-actions.ts'
import { metaMessage, metaSkipMessage } from './meta-messages.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'

/** A `meta` task is told of, and counts nowhere. */
export function tellMeta(frame: TaskFrame, label: TaskLabel, host: HostRun, result: TaskResult, run: PlayRun): void {
  const action = metaAction(frame.task)
  const conditions = frame.chain.flatMap((keywords) => keywords.when)
  tellIgnoredConditions(frame.task, conditions, run)
  const skipped = result.status === 'skipped'
  if (run.play.strategy !== 'linear' && !skipped) return
  const message = skipped ? metaSkipMessage(action, host.name) : metaMessage(action, host.name)
  run.deps.emit({ type: 'meta-performed', host: host.name, task: label, action, skipped, message })
}

const told = new WeakSet<Task>()

function tellIgnoredConditions(task: Task, conditions: readonly Condition[], run: PlayRun): void {
  if (conditions.length === 0 || !isUnconditional(task) || told.has(task)) return
  told.add(task)
  run.deps.emit({ type: 'warning', message: `${metaAction(task)} task does not support when conditional` })
}
