import { isDeepStrictEqual } from 'node:util'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'
import { type RollbackStatus, worstRollback } from '../../model/rollback-status.ts'
import type { Connection } from '../../ports/connection.ts'
import { report } from '../errors.ts'
import type { HostRun } from '../host-run.ts'
import { checkedLine } from '../locks/checked-line.ts'
import { outcomeOfError } from '../module-outcome.ts'
import type { PlayRun } from '../play-run.ts'
import { statusByGuard } from '../undo-records/errors.ts'
import { undoneSummaries } from '../undo-steps.ts'
import { refreshFailed } from './errors.ts'
import { runHandlersAgain } from './run-handlers-again.ts'
import { undoEarlier } from './undo-earlier.ts'
import { lastingOf, undoApplied, undoOptions } from './undo-entry.ts'
import type { AppliedChange, UndoEntry, UndoMark } from './undo-log.ts'

/**
 * Undoes what tasks did to the host since the mark, newest first, and looks at each afterwards. Then what made running
 * programs read the new state happens again for the old one: restarts and reloads of those tasks, and the handlers that
 * ran meanwhile. Handlers that only those tasks had notified wait no more. Nothing aborts it, and it is never undone.
 */
export async function rollBack(host: HostRun, mark: UndoMark, run: PlayRun): Promise<RollbackStatus> {
  const { entries, ranHandlers } = host.undoLog.takeSince(mark)
  const stillWaiting = [...host.notified].filter((index) => mark.notified.has(index) && !ranHandlers.has(index))
  const came: RollbackStatus[] = []
  for (const entry of entries) came.push(await undoTold(entry, run))
  came.push(await undoEarlier(host, mark, run))
  if (host.guard?.hasFired !== true) {
    came.push(await refresh([...entries].reverse(), run))
    came.push(await runHandlersAgain(host, ranHandlers, run))
  }
  host.notified.clear()
  for (const index of stillWaiting) host.notified.add(index)
  const status = worstRollback(came) ?? 'none'
  host.rolledBack(status)
  return status
}

async function undoTold(entry: UndoEntry, run: PlayRun): Promise<RollbackStatus> {
  const { call, applied } = entry
  const place = { host: call.host.name, task: call.frame.id }
  const steps = undoneSummaries(applied?.steps ?? [])
  run.deps.emit({ type: 'undo-started', ...place, steps })
  await run.deps.durable()
  const undone = applied === undefined ? [] : await onHost(applied, run, (line) => undoApplied(applied, entry, line))
  const errors = [...undone, ...lastingOf(entry)]
  if (statusByGuard(errors) !== undefined) call.host.guard?.fire()
  const rollback = errors.length === 0 && steps.length === 0 ? 'none' : statusOf(errors)
  const told = call.noLog ? [] : errors.map((error) => report(error, call.frame.task.at))
  run.deps.emit({ type: 'undo-finished', ...place, rollback, errors: told })
  return rollback
}

function statusOf(errors: readonly LongshoreError[]): RollbackStatus {
  if (errors.length === 0) return 'done'
  const byGuard = statusByGuard(errors)
  if (byGuard !== undefined) return byGuard
  return errors.some((error) => outcomeOfError(error).kind === 'unreachable') ? 'impossible' : 'failed'
}

/** Restarts and reloads, oldest first, each once. */
async function refresh(entries: readonly UndoEntry[], run: PlayRun): Promise<RollbackStatus> {
  const done: RemoteCommand[] = []
  const came: RollbackStatus[] = []
  for (const entry of entries) {
    const { applied } = entry
    const steps = entry.isHandler ? [] : (applied?.steps ?? [])
    const due = steps.flatMap((step) => step.refresh ?? []).filter((command) => !isIn(command, done))
    done.push(...due)
    if (applied === undefined || due.length === 0) continue
    came.push(statusOf(await onHost(applied, run, (line) => refreshOn(due, entry, line))))
  }
  return worstRollback(came) ?? 'none'
}

function isIn(command: RemoteCommand, commands: readonly RemoteCommand[]): boolean {
  return commands.some((other) => isDeepStrictEqual(other, command))
}

async function refreshOn(
  commands: readonly RemoteCommand[],
  entry: UndoEntry,
  connection: Connection,
): Promise<readonly LongshoreError[]> {
  const ran = await connection.run(commands, undoOptions(entry))
  if (!ran.ok) return [ran.error]
  return ran.value.flatMap((output) => (output.exitCode === 0 ? [] : [refreshFailed(entry.call, output)]))
}

/** Work on the host of a change; on a new line once more where that is lost. */
async function onHost(
  { target }: AppliedChange,
  run: PlayRun,
  work: (connection: Connection) => Promise<readonly LongshoreError[]>,
): Promise<readonly LongshoreError[]> {
  for (let attempt = 1; ; attempt++) {
    const lease = await run.connections.lease(target, new AbortController().signal)
    if (!lease.ok) return [lease.error]
    const line = checkedLine(lease.value.connection, target, run)
    const errors = await run.limit(() => work(line)).finally(lease.value.release)
    if (attempt > 1 || !errors.some((error) => error.code === 'CONNECTION_LOST')) return errors
    await run.connections.drop(target)
  }
}
