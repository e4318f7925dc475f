import type { LineWork } from '../../model/line-work.ts'
import type { RunOptions } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import type { ModuleOutcome } from '../module-outcome.ts'
import type { TaskCall } from '../task-call.ts'
import { askJob } from './ask-job.ts'
import { awaitConnection } from './await-connection.ts'
import { rebootHost } from './reboot-host.ts'

/** What is about the line to a host, which ends and begins in it. */
export function runLineWork(
  work: LineWork,
  target: ConnectionTarget,
  options: RunOptions,
  call: TaskCall,
): Promise<ModuleOutcome> {
  const line = { target, options, call }
  if (work.kind === 'job') return askJob(work.job, line)
  return work.kind === 'wait' ? awaitConnection(work.wait, line) : rebootHost(work.reboot, line)
}
