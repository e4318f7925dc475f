import type { HostRun } from './host-run.ts'
import type { PlayRun } from './play-run.ts'
import { runTaskOnHosts } from './run-task-on-hosts.ts'

/**
 * Runs the notified handlers in the order of their definition, each once per host that notified it. One notified by a
 * handler runs too; a handler whose host failed before is left out, as everything is on a failed host.
 */
export async function flushHandlers(hosts: readonly HostRun[], run: PlayRun): Promise<void> {
  for (let index = 0; index < run.handlers.handlers.length; index++) {
    const handler = run.handlers.handlers[index]
    const notified = hosts.filter((host) => host.isActive && host.notified.has(index))
    if (handler === undefined || notified.length === 0) continue
    for (const host of notified) host.notified.delete(index)
    await runTaskOnHosts({ ...handler, id: run.nextTaskId() }, notified, run, 'handler')
    const earlier = run.handlers.handlers.findIndex(
      (_, other) => other < index && hosts.some((host) => host.notified.has(other)),
    )
    if (earlier !== -1) index = earlier - 1
  }
}
