import type { RollbackStatus } from '../../model/rollback-status.ts'
import { flushHandlers } from '../flush-handlers.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'

/** Runs these handlers on the host, which may have failed, and leaves its standing as it was. */
export async function runHandlersAgain(
  host: HostRun,
  handlers: ReadonlySet<number>,
  run: PlayRun,
): Promise<RollbackStatus> {
  if (handlers.size === 0 || host.standing === 'unreachable') return 'none'
  const { standing, lastFailure } = host
  host.standing = 'active'
  host.notified.clear()
  for (const index of handlers) host.notified.add(index)
  await host.undoLog.suspended(() => flushHandlers([host], undisturbed(run)))
  const isDone = host.isActive
  host.standing = standing
  host.lastFailure = lastFailure
  return isDone ? 'done' : 'failed'
}

/** The same run, in which no Ctrl-C ends anything and a failure halts nothing. */
function undisturbed(run: PlayRun): PlayRun {
  const never = new AbortController().signal
  return {
    ...run,
    signals: { starting: never, working: never },
    get inventory() {
      return run.inventory
    },
  }
}
