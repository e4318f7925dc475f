import type { LongshoreError } from '../../base/longshore-error.ts'
import { shell } from '../../model/remote-command.ts'
import { type RollbackStatus, worstRollback } from '../../model/rollback-status.ts'
import { report } from '../errors.ts'
import type { HostRun } from '../host-run.ts'
import { outcomeOfError } from '../module-outcome.ts'
import type { PlayRun } from '../play-run.ts'
import { recordRefused, restoreFailed } from '../undo-records/errors.ts'
import type { GuardPost } from '../undo-records/guard-post.ts'
import { restoreOutcomeOf, statusOfOutcome } from '../undo-records/guard-report.ts'
import { FORGET, ROLL_BACK } from '../undo-records/host-scripts.ts'
import { placeOf } from '../undo-records/recording.ts'
import type { UndoMark } from './undo-log.ts'

/** Undoes what processes before this one did to the host in the transaction, by the records that it keeps of that. */
export async function undoEarlier(host: HostRun, mark: UndoMark, run: PlayRun): Promise<RollbackStatus> {
  const came: RollbackStatus[] = []
  const forgotten = host.undoLog.takeForgotten()
  for (const post of host.undoLog.takeEarlierSince(mark)) {
    const undone = await undoOn(post, mark, forgotten, run)
    came.push(undone.status)
    if (undone.error === undefined) continue
    run.deps.emit({ type: 'earlier-stays', host: post.host, rollback: undone.status, error: report(undone.error) })
  }
  return worstRollback(came) ?? 'none'
}

interface Undone {
  readonly status: RollbackStatus
  readonly error?: LongshoreError
}

async function undoOn(
  post: GuardPost,
  { scope }: UndoMark,
  forgotten: readonly string[],
  run: PlayRun,
): Promise<Undone> {
  const terms = run.deps.undoRecords
  if (terms === undefined) return { status: 'none' }
  const { signal } = new AbortController()
  const place = placeOf({ terms, host: post.host })
  const commands = [shell(FORGET, ...place, ...forgotten), shell(ROLL_BACK, ...place, String(scope))]
  for (let attempt = 1; ; attempt++) {
    const lease = await run.connections.lease(post.target, signal)
    if (!lease.ok) return { status: 'impossible', error: lease.error }
    const ran = await run
      .limit(() => lease.value.connection.run(commands, { ...post.options, signal }))
      .finally(lease.value.release)
    if (!ran.ok) {
      if (attempt > 1 || ran.error.code !== 'CONNECTION_LOST')
        return { status: statusOfLine(ran.error), error: ran.error }
      await run.connections.drop(post.target)
      continue
    }
    const output = ran.value.at(-1)
    if (output === undefined) return { status: 'impossible' }
    if (output.exitCode !== 0) return { status: 'failed', error: recordRefused(post.host, output) }
    const outcome = restoreOutcomeOf(output)
    const status = outcome?.state === 'nothing' ? 'none' : statusOfOutcome(outcome)
    return status === 'none' || status === 'done' ? { status } : { status, error: restoreFailed(post.host, outcome) }
  }
}

function statusOfLine(error: LongshoreError): RollbackStatus {
  return outcomeOfError(error).kind === 'unreachable' ? 'impossible' : 'failed'
}
