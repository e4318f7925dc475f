import type { HostRun } from '../host-run.ts'
import type { HostTaskOutcome } from '../host-task-outcome.ts'
import type { PlayRun } from '../play-run.ts'
import { runHostTask } from '../run-host-task.ts'
import type { TaskFrame } from '../task-frame.ts'
import { DebugSession } from './debug-session.ts'
import { wantsDebugger } from './wants-debugger.ts'

export interface DebuggedOutcome {
  readonly outcome: HostTaskOutcome
  /** The operator has seen the result: it stopped in the debugger. */
  readonly isTold: boolean
}

/** One task on one host, over and over while the debugger says so; without a debugger, once. */
export async function debugHostTask(
  frame: TaskFrame,
  host: HostRun,
  run: PlayRun,
  tell: (outcome: HostTaskOutcome) => void,
): Promise<DebuggedOutcome> {
  const { debuggerIo } = run.deps
  let outcome = await runHostTask(frame, host, run)
  if (debuggerIo === undefined) return { outcome, isTold: false }
  let session: DebugSession | undefined
  while (wantsDebugger(frame, outcome.result, run) && !run.signals.starting.aborted) {
    session ??= new DebugSession(frame, host, run)
    const open: DebugSession = session
    const { result } = outcome
    const answer = await debuggerIo.alone(() => {
      tell(outcome)
      return open.talk(result, debuggerIo)
    })
    if (answer === 'quit') debuggerIo.quit()
    if (answer !== 'redo') return { outcome, isTold: true }
    outcome = await runHostTask(session.frame, host, run)
  }
  return { outcome, isTold: false }
}
