import type { HostRun } from './host-run.ts'
import type { PlayRun } from './play-run.ts'
import { runIncludes } from './run-includes.ts'
import { runTaskOnHosts } from './run-task-on-hosts.ts'

/**
 * Runs the notified handlers in the order of their definition, each at most once a flush on hosts that notified it. One
 * notified by a handler runs too, an earlier one in another round; one that ran already waits for the next flush. On a
 * host that failed nothing more runs.
 */
export async function flushHandlers(hosts: readonly HostRun[], run: PlayRun): Promise<void> {
  const done = new Set<number>()
  while (hosts.some((host) => host.isActive && [...host.notified].some((index) => !done.has(index)))) {
    for (const [index, handler] of run.handlers.handlers.entries()) {
      const notified = hosts.filter((host) => host.isActive && host.notified.has(index))
      if (notified.length === 0 || done.has(index)) continue
      done.add(index)
      for (const host of notified) host.beginHandler(index)
      const frame = { ...handler, id: run.nextTaskId() }
      const outcomes = await runTaskOnHosts(frame, notified, run, 'handler')
      await runIncludes({ frame, outcomes, hosts: notified, level: 'handler' }, run)
      for (const host of notified) if (host.isBad) host.notified.clear()
    }
  }
}
