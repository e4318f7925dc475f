import type { LongshoreError } from '../base/longshore-error.ts'
import type { CommandOutput } from '../model/command-output.ts'
import type { Step } from '../model/plan.ts'
import type { Vars } from '../model/vars.ts'
import type { Connection, RunOptions } from '../ports/connection.ts'
import { stepFailed } from './errors.ts'
import { keepsLogin } from './keeps-login.ts'
import { isRefusal } from './locks/errors.ts'
import { endedAtGuard, readRecorded, recordedCommands, type News, type Recording } from './undo-records/recording.ts'

export interface Applied {
  /** Steps that were started, oldest first: what a rollback has to undo, the failed one included. */
  readonly started: readonly Step[]
  readonly outputs: readonly CommandOutput[]
  readonly error?: LongshoreError
  /** What the step that failed says in place of the values of its plan. */
  readonly values?: Vars
  /** The line itself failed: how far the steps came is not known, so all count as started. */
  readonly lineFailed: boolean
  /** What the host told of before any step. */
  readonly news?: News
}

/** Runs the steps in order in one round trip, up to the first that fails. */
export async function applySteps(
  steps: readonly Step[],
  connection: Connection,
  options: RunOptions,
  recording?: Recording,
): Promise<Applied> {
  if (recording !== undefined) return applyRecorded(steps, connection, options, recording)
  const ran = await connection.run(
    steps.map((step) => step.run),
    { ...options, keepsLogin: keepsLogin(steps) },
  )
  if (!ran.ok) return notRun(steps, ran.error)
  return appliedFrom(steps, ran.value)
}

/** A step whose undo could not be kept does not run. */
async function applyRecorded(
  steps: readonly Step[],
  connection: Connection,
  options: RunOptions,
  recording: Recording,
  mindsGuard?: true,
): Promise<Applied> {
  const commands = recordedCommands(steps, recording, mindsGuard)
  const ran = await connection.run(
    commands.map(({ command }) => command),
    options,
  )
  if (!ran.ok) return notRun(steps, ran.error)
  if (endedAtGuard(ran.value)) return applyRecorded(steps, connection, options, recording, true)
  const { outputs, refusal, news } = readRecorded(commands, ran.value, recording)
  const applied = { ...appliedFrom(steps, outputs), ...(news === undefined ? {} : { news }) }
  return refusal === undefined ? applied : { ...applied, error: refusal }
}

/** A host that is another run's ran nothing; on a line that failed, who knows. */
function notRun(steps: readonly Step[], error: LongshoreError): Applied {
  return { started: isRefusal(error) ? [] : steps, outputs: [], error, lineFailed: true }
}

/** The same of the outputs of steps that ran by themselves. */
export function appliedFrom(steps: readonly Step[], outputs: readonly CommandOutput[]): Applied {
  const last = outputs.length - 1
  const failed = steps[last]
  const output = outputs[last]
  const started = steps.slice(0, outputs.length)
  if (failed === undefined || output === undefined || output.exitCode === 0 || failed.run.tolerant === true) {
    return { started, outputs, lineFailed: false }
  }
  const values = failed.valuesOfFailure?.(output)
  return { started, outputs, error: stepFailed(failed, output), ...(values && { values }), lineFailed: false }
}
