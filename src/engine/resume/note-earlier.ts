import type { ConnectionTarget } from '../../ports/connector.ts'
import type { HostRun } from '../host-run.ts'
import type { PlayRun } from '../play-run.ts'
import { prepareCall } from '../prepare-call.ts'
import { optionsFor } from '../run-options.ts'
import { targetOfCall } from '../target-of-call.ts'
import type { TaskCall } from '../task-call.ts'
import type { TaskFrame } from '../task-frame.ts'
import { taskScope } from '../variables/task-scope.ts'

const TIMEOUT_MS = 600_000

/**
 * In a run that was resumed: where a process before this one may have changed something that is to be undone with the
 * transaction that is open, and where its guard may be waiting and its lock be left.
 */
export function noteEarlier(call: TaskCall, target: ConnectionTarget): void {
  const { host, delegate, run } = call
  const { recorded, undoRecords } = run.deps
  if (undoRecords === undefined || recorded?.hasTouched(host.name) !== true || !host.undoLog.isOpen) return
  const post = { host: delegate?.host.name ?? host.name, target, options: optionsFor(call, TIMEOUT_MS) }
  host.undoLog.noteEarlier(post)
  host.guard?.findOn(post)
  run.locks?.inherit({ target, options: post.options, reason: `play '${run.play.name}'` })
}

/** The same for a task that is replayed. */
export function noteReplayed(frame: TaskFrame, host: HostRun, run: PlayRun): void {
  if (!host.undoLog.isOpen) return
  const call = prepareCall(frame, host, run, taskScope(host, frame.chain, run))
  const target = call.ok ? targetOfCall(call.value) : undefined
  if (call.ok && target?.ok === true) noteEarlier(call.value, target.value)
}
