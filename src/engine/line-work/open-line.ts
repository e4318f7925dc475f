import { LongshoreError } from '../../base/longshore-error.ts'
import { err, type Result } from '../../base/result.ts'
import { stderrText, stdoutText, type CommandOutput } from '../../model/command-output.ts'
import type { ConnectionWait } from '../../model/line-work.ts'
import type { RemoteCommand } from '../../model/remote-command.ts'
import type { RunOptions } from '../../ports/connection.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import type { TaskCall } from '../task-call.ts'

export interface Line {
  readonly target: ConnectionTarget
  readonly options: RunOptions
  readonly call: TaskCall
}

/** One command over the line that is open, or over a new one. */
export async function runOn(line: Line, command: RemoteCommand): Promise<Result<CommandOutput, LongshoreError>> {
  const { connections, signals } = line.call.run
  const lease = await connections.lease(line.target, signals.starting)
  if (!lease.ok) return lease
  try {
    const ran = await lease.value.connection.run([{ ...command, tolerant: true }], line.options)
    if (!ran.ok) return ran
    const [output] = ran.value
    return output === undefined ? err(nothingSaid()) : { ok: true, value: output }
  } finally {
    lease.value.release()
  }
}

/** The same over a new line each time, until it gives what `isDone` takes or the time is over. */
export async function runUntil(
  line: Line,
  command: RemoteCommand,
  wait: Omit<ConnectionWait, 'delayMs'>,
  isDone: (output: CommandOutput) => boolean,
): Promise<Result<CommandOutput, LongshoreError>> {
  const { run } = line.call
  const { clock } = run.deps
  const target = { ...line.target, connectTimeoutMs: wait.connectTimeoutMs }
  const end = clock.now().getTime() + wait.timeoutMs
  for (;;) {
    await run.connections.drop(target)
    const ran = await runOn({ ...line, target }, command)
    if (ran.ok && isDone(ran.value)) return ran
    const error = ran.ok ? notYet(ran.value) : ran.error
    if (clock.now().getTime() >= end || run.signals.starting.aborted) return err(error)
    await clock.sleep(wait.sleepMs, run.signals.starting)
  }
}

function notYet(output: CommandOutput): LongshoreError {
  const said = stderrText(output).trim() || stdoutText(output).trim()
  return new LongshoreError('COMMAND_FAILED', said === '' ? `exit code ${output.exitCode}` : said)
}

function nothingSaid(): LongshoreError {
  return new LongshoreError('CONNECTION_LOST', 'the host did not answer')
}
