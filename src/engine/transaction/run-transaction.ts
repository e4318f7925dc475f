import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { rollBack } from './roll-back.ts'

/**
 * The tasks of a block, all or nothing on each host: a host that fails in it, or cannot end it since the run stops, is
 * rolled back before `rescue` and `always`.
 */
export async function runTransaction(
  hosts: readonly HostRun[],
  run: PlayRun,
  block: () => Promise<void>,
): Promise<void> {
  const { halted } = run
  const open = hosts.map((host) => ({ host, mark: host.undoLog.begin(host.notified) }))
  await block()
  const isCut = run.halted !== undefined && halted === undefined
  await Promise.all(
    open.map(async ({ host, mark }) => {
      if (host.isBad || (isCut && host.isActive)) await rollBack(host, mark, run)
      host.undoLog.end()
    }),
  )
}
