import type { Transaction } from '../../model/playbook.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { HostGuard } from '../undo-records/host-guard.ts'
import { endGuard } from './end-guard.ts'
import { rollBack } from './roll-back.ts'

/**
 * The tasks of a block, all or nothing on each host: a host that fails in it, or cannot end it since the run stops, is
 * rolled back before `rescue` and `always`. With a guard the host does that itself where it hears nothing more.
 */
export async function runTransaction(
  { guardSeconds }: Transaction,
  hosts: readonly HostRun[],
  run: PlayRun,
  block: () => Promise<void>,
): Promise<void> {
  const { halted } = run
  const open = hosts.map((host) => {
    const mark = host.undoLog.begin(host.notified)
    return { host, mark, guard: guardOf(host, mark.scope, guardSeconds, run) }
  })
  await block()
  const isCut = run.halted !== undefined && halted === undefined
  await Promise.all(
    open.map(async ({ host, mark, guard }) => {
      if (host.isBad || ((isCut || host.notAttempted !== undefined) && host.isActive)) await rollBack(host, mark, run)
      if (guard !== undefined) await endGuard(guard, host, run)
      host.undoLog.end()
    }),
  )
}

/** One that an outer transaction has is enough. */
function guardOf(host: HostRun, scope: number, seconds: number | undefined, run: PlayRun): HostGuard | undefined {
  const terms = run.deps.undoRecords
  if (seconds === undefined || terms === undefined || host.guard !== undefined) return undefined
  host.guard = new HostGuard(scope, seconds, terms, run)
  return host.guard
}
