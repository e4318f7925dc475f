import type { HostRun } from './host-run.ts'
import type { HostTaskOutcome } from './host-task-outcome.ts'
import type { PlayRun } from './play-run.ts'
import { clearFacts } from './keep-facts.ts'
import { flushHandlers } from './flush-handlers.ts'

/** Does what `meta` tasks asked for, once all hosts are through the task. */
export async function performRequests(
  outcomes: readonly HostTaskOutcome[],
  hosts: readonly HostRun[],
  run: PlayRun,
): Promise<void> {
  const asking = hosts.map((host, index) => ({ host, requests: outcomes[index]?.requests ?? [] }))
  const asked = new Set(asking.flatMap(({ requests }) => requests))
  if (asked.size === 0) return
  for (const { host, requests } of asking) {
    if (requests.includes('end_host')) host.standing = 'ended'
    if (requests.includes('reset_connection')) await run.connections.closeHost(host.name)
  }
  if (asked.has('clear_facts')) clearFacts(run.playHosts, run)
  if (asked.has('clear_host_errors')) for (const host of run.batch) host.clearErrors()
  if (asked.has('refresh_inventory')) await run.settleInventory('reload')
  if (asked.has('flush_handlers'))
    await flushHandlers(
      hosts.filter((host) => host.isActive),
      run,
    )
  if (asked.has('end_play')) run.ended = 'end_play'
  if (asked.has('end_batch')) for (const host of hosts) if (host.isActive) host.standing = 'ended'
}
