import type { RunOptions } from '../ports/connection.ts'
import type { TaskCall } from './task-call.ts'

/** How the commands of a task run on its host; 0 is no deadline. */
export function optionsFor(call: TaskCall, timeoutMs: number): RunOptions {
  return {
    signal: call.run.signals.working,
    environment: call.environment,
    ...(call.become === undefined ? {} : { become: call.become }),
    ...(timeoutMs > 0 ? { timeoutMs } : {}),
  }
}
