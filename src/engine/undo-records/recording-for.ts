import type { ConnectionTarget } from '../../ports/connector.ts'
import type { TaskCall } from '../task-call.ts'
import type { Recording } from './recording.ts'

/**
 * How a change of this call is recorded on its host: in a transaction and in a stage of a rollout, and always where the
 * module is one of those that keep a way back. Undefined: it is not.
 */
export function recordingFor(call: TaskCall, target: ConnectionTarget): Recording | undefined {
  const { host, frame, run } = call
  const terms = run.deps.undoRecords
  const module = run.deps.modules.get(frame.task.module)
  const keeps = module?.kind === 'remote' && module.keepsUndo === true && !host.undoLog.isSuspended
  if (terms === undefined || !(host.undoLog.isOpen || keeps)) return undefined
  const { guard } = host
  const on = call.delegate?.host.name ?? host.name
  return {
    terms,
    host: on,
    place: {
      on,
      ...(target.user === undefined ? {} : { user: target.user }),
      ...(call.become === undefined ? {} : { as: call.become.user }),
    },
    change: run.nextChange(),
    scopes: host.undoLog.scopes,
    ...(guard === undefined ? {} : { guard: { scope: guard.scope, seconds: guard.seconds } }),
    isHandler: run.handlers.has(frame.task),
    isHarmless: frame.task.changedWhen?.every(({ expression }) => expression === false) === true,
    forget: host.undoLog.takeForgotten(),
  }
}
