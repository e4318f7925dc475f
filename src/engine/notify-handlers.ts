import { withCauseAgain } from '../base/ansible-words.ts'
import type { LongshoreError } from '../base/longshore-error.ts'
import type { Keywords, Task, TemplateText } from '../model/playbook.ts'
import type { TaskResult } from '../model/task-result.ts'
import type { Vars } from '../model/vars.ts'
import type { TemplateScope } from '../ports/templater.ts'
import { endRun } from './end-run.ts'
import { report } from './errors.ts'
import type { HostRun } from './host-run.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskFrame } from './task-frame.ts'
import { taskScope } from './variables/task-scope.ts'

/** Notifies the handlers of a task that changed something, of a loop once an item. Gives the task's result. */
export function notified(frame: TaskFrame, host: HostRun, result: TaskResult, run: PlayRun): TaskResult {
  const notifications = frame.chain.map(notifyOf).findLast((names) => names.length > 0) ?? []
  for (const itemVars of notifications.length === 0 ? [] : varsOfItems(result)) {
    const scope = taskScope(host, frame.chain, run, itemVars)
    for (const notification of notifications) {
      const refused = notify(notification, { scope, host, run, frame })
      if (refused !== undefined) return refusedNotification(refused, frame, result, run)
    }
  }
  return result
}

interface Notifying {
  readonly scope: TemplateScope
  readonly host: HostRun
  readonly run: PlayRun
  readonly frame: TaskFrame
}

/** A template that gives a list notifies each of it. */
function notify(notification: TemplateText, { scope, host, run, frame }: Notifying): LongshoreError | undefined {
  const { templater } = run.deps
  const rendered = templater.render(notification, scope)
  if (!rendered.ok) return rendered.error
  const nameOf = (text: TemplateText, handler?: Task) => {
    const name = templater.render(text, scope)
    if (!name.ok && handler?.listen.length === 0) warnOfUnusable(handler, name.error, run)
    return name.ok ? String(name.value) : text
  }
  for (const wanted of Array.isArray(rendered.value) ? rendered.value : [rendered.value]) {
    const found = run.handlers.find(String(wanted), nameOf, frame.task.at)
    if (!found.ok) return found.error
    for (const index of found.value.filter((one) => !host.notified.has(one))) {
      host.notified.add(index)
      const handler = run.handlers.nameAt(index, nameOf)
      run.deps.emit({ type: 'handler-notified', host: host.name, task: frame.id, handler })
    }
  }
  return undefined
}

const warned = new WeakSet<Task>()

/** In the words of Ansible (plugins/strategy/__init__.py). */
function warnOfUnusable(handler: Task, { ansible, message }: LongshoreError, run: PlayRun): void {
  if (warned.has(handler)) return
  warned.add(handler)
  const why = withCauseAgain(ansible ?? { message })
  const said =
    `Handler '${handler.name ?? ''}' is unusable because it has no listen topics and the name could not be templated ` +
    `(host-specific variables are not supported in handler names). The error: ${why}`
  run.deps.emit({ type: 'warning', message: said })
}

/**
 * The items of a loop that ran, as the variables that name them; without a loop, once nothing. Where one changed anything,
 * all of them notify (Ansible).
 */
function varsOfItems({ items }: TaskResult): readonly Vars[] {
  if (items === undefined) return [{}]
  return items.flatMap(({ result: { status, values } }) => {
    const name = values['ansible_loop_var']
    return status !== 'skipped' && typeof name === 'string' ? [{ [name]: values[name] }] : []
  })
}

/** Which handler is meant cannot be told from a template that fails; a name that no handler has ends the run (Ansible). */
function refusedNotification(error: LongshoreError, frame: TaskFrame, result: TaskResult, run: PlayRun): TaskResult {
  if (error.code !== 'HANDLER_UNKNOWN') return { ...result, status: 'failed', error: report(error, frame.task.at) }
  if (run.settings.missingHandlerIsWarned === true) {
    run.deps.emit({ type: 'warning', message: error.message })
    return result
  }
  endRun(error, run)
  return { ...result, isUntold: true }
}

/** What a task notifies is in the place of what its block does. */
function notifyOf(keywords: Keywords): readonly string[] {
  return (keywords as Keywords & { notify?: readonly string[] }).notify ?? []
}
