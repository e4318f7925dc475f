import type { LongshoreError } from '../../base/longshore-error.ts'
import { err, ok, type Result } from '../../base/result.ts'
import type { CommandOutput } from '../../model/command-output.ts'
import type { ShellCommand } from '../../model/remote-command.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import { jobNotStarted } from './job-errors.ts'
import { optionsFor } from '../run-options.ts'
import type { TaskCall } from '../task-call.ts'
import type { JobSite } from './job-book.ts'

const LOOK_TIMEOUT_MS = 120_000

/** Runs one command over the line that is open, or over a new one, and goes on with its output over that. */
export async function onSite<T>(
  command: ShellCommand,
  target: ConnectionTarget,
  call: TaskCall,
  then: (output: CommandOutput, site: JobSite) => Promise<T>,
): Promise<Result<T, LongshoreError>> {
  const lease = await call.run.connections.lease(target, call.run.signals.starting)
  if (!lease.ok) return lease
  try {
    const { connection } = lease.value
    const ran = await connection.run([command], optionsFor(call, LOOK_TIMEOUT_MS))
    if (!ran.ok) return ran
    const [output] = ran.value
    return output === undefined ? err(jobNotStarted(undefined)) : ok(await then(output, { connection, target, call }))
  } finally {
    lease.value.release()
  }
}
