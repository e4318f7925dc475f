import { relative } from 'node:path'
import type { NumberedEvent, RunEvent } from '../../model/run-event/run-event.ts'
import { pythonLabel } from './ansible-result.ts'
import { dumped, type Paint } from './ansible-style.ts'
import { printable } from './printable.ts'

type Event<T extends RunEvent['type']> = Extract<NumberedEvent, { readonly type: T }>

export function includedLine({ path, hosts, item }: Event<'included'>, paint: Paint): string {
  const shown = item === undefined ? '' : ` => (item=${pythonLabel(item.label, item.value)})`
  return `${paint(printable(`included: ${path} for ${hosts.join(', ')}${shown}`), 'skipped')}\n`
}

/** Of a playbook, below its banner. */
export function playsLine({ path, plays }: Event<'playbook-started'>, cwd: string): string {
  return `${plays} plays in ${printable(pathFrom(cwd, path))}\n`
}

export function notifiedLine({ handler, host }: Event<'handler-notified'>, paint: Paint): string {
  return `${paint(printable(`NOTIFIED HANDLER ${handler} for ${host}`), 'verbose')}\n`
}

/** `show_per_host_start`. */
export function startedLines({ task, hosts }: Event<'task-started'>, paint: Paint): string {
  const kind = task.kind === 'handler' ? 'HANDLER' : 'TASK'
  return hosts.map((host) => `${paint(printable(` [started ${kind}: ${task.name} on ${host}]`), 'ok')}\n`).join('')
}

/** Below the banner of a `meta`: nothing, but at -vv what it does, and that it was skipped. */
export function metaLines(
  { host, action, skipped, message }: Event<'meta-performed'>,
  verbosity: number,
  paint: Paint,
): string {
  const does = verbosity > 1 ? `META: ${printable(message)}\n` : ''
  if (!skipped) return does
  const msg = action === 'end_host' ? message.replace('False', 'false') : action
  const detail = verbosity > 0 ? ` => ${dumped({ msg, skip_reason: message }, verbosity > 2)}` : ''
  return `${does}${paint(`skipping: [${printable(host)}]${printable(detail)}`, 'skipped')}\n`
}

/** `task` is the name of the task. */
export function retryLine({ host, attempt, retries }: Event<'task-retried'>, task: string, paint: Paint): string {
  const text = `FAILED - RETRYING: [${host}]: ${task} (${retries - attempt + 1} retries left).`
  return `${paint(printable(text), 'failed')}\n`
}

export function jobLine(event: Event<'job-polled' | 'job-finished'>, paint: Paint): string {
  const what = event.type === 'job-polled' ? 'POLL' : event.failed ? 'FAILED' : 'OK'
  const state = event.type === 'job-polled' ? ` started=${event.started} finished=${event.finished}` : ''
  return `${paint(printable(`ASYNC ${what} on ${event.host}: jid=${event.job ?? 'None'}${state}`), 'debug')}\n`
}

/** As a command line in that folder names a file below it; others by their whole path. */
function pathFrom(cwd: string, path: string): string {
  const short = relative(cwd, path)
  return short === '' || short.startsWith('..') ? path : short
}
