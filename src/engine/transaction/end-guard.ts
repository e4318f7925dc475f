import { report } from '../errors.ts'
import type { HostRun } from '../host-run.ts'
import { outcomeOfError } from '../module-outcome.ts'
import type { PlayRun } from '../play-run.ts'
import { statusByGuard } from '../undo-records/errors.ts'
import type { GuardEnd, HostGuard } from '../undo-records/host-guard.ts'

/**
 * The transaction is over: its guard is, too. A host that cannot be told so is left to it, and one whose guard was faster is
 * a failed one, whatever its tasks came to.
 */
export async function endGuard(guard: HostGuard, host: HostRun, run: PlayRun): Promise<void> {
  host.guard = undefined
  if (!guard.isArmed) return
  const until = guard.until
  const ends = await guard.disarm()
  for (const end of ends) settle(end, until, host, run)
}

function settle(end: GuardEnd, until: Date, host: HostRun, { deps }: PlayRun): void {
  if (end.kind === 'over') {
    deps.emit({ type: 'guard-ended', host: host.name })
    return
  }
  const wasBad = host.isBad
  if (end.kind === 'untold') {
    host.leaveToGuard(until.toISOString())
    deps.emit({ type: 'left-to-guard', host: host.name, until: until.toISOString(), error: report(end.error) })
  } else {
    const status = statusByGuard([end.error]) ?? 'impossible'
    host.rolledBack(status)
    deps.emit({ type: 'guard-fired', host: host.name, rollback: status, error: report(end.error) })
  }
  if (!wasBad) host.lose(outcomeOfError(end.error).kind === 'unreachable' ? 'unreachable' : 'failed')
}
