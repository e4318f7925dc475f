import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'
import type { TaskCall } from '../task-call.ts'

export function cannotBeUndone({ frame }: TaskCall, summaries: readonly string[]): LongshoreError {
  const { task } = frame
  const did = summaries.length === 0 ? 'what it did' : summaries.join(', ')
  const message = `the task '${task.name ?? task.module}' changed the host, and ${task.module} has no undo: ${did}`
  return new LongshoreError('ROLLBACK_FAILED', message, {
    at: task.at,
    hint: 'Put it back by hand. If it changes nothing, say changed_when: false; else keep it out of the transaction',
  })
}

export function notAsBefore({ frame }: TaskCall, what: string): LongshoreError {
  const { task } = frame
  const message = `the undo of '${task.name ?? task.module}' ran, and the host is not as it was before the task: ${what}`
  return new LongshoreError('ROLLBACK_FAILED', message, {
    at: task.at,
    hint: 'Somebody else may have changed it meanwhile. Look at the host before you run anything more on it',
  })
}

export function refreshFailed({ frame }: TaskCall, output: CommandOutput): LongshoreError {
  const { task } = frame
  const said = stderrText(output).trim().slice(-2000) || `exit code ${output.exitCode}`
  const message = `what '${task.name ?? task.module}' had changed is back, but what has to read it again failed: ${said}`
  return new LongshoreError('ROLLBACK_FAILED', message, {
    at: task.at,
    hint: 'Files are as before; the running service may not be. Look at it on the host',
  })
}
