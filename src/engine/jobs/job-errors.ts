import { LongshoreError } from '../../base/longshore-error.ts'
import { stderrText, type CommandOutput } from '../../model/command-output.ts'
import type { Module } from '../../model/module.ts'

/** Why the task cannot be a job, in the words of Ansible (plugins/action/__init__.py, `run`). */
export function refusesJob(module: Module, checkMode: boolean): LongshoreError | undefined {
  if (module.kind === 'controller' || module.foreground === true) {
    return new LongshoreError('TASK_FAILED', 'async is not supported for this task.', {
      hint: `Take 'async' away: ${module.name} has no part that could go on by itself on the host`,
    })
  }
  if (!checkMode) return undefined
  return new LongshoreError('TASK_FAILED', 'check mode and async cannot be used on same task.', {
    hint: "Skip the task in check mode with 'when: not ansible_check_mode', or give it 'check_mode: false'",
  })
}

export function jobNotStarted(output: CommandOutput | undefined): LongshoreError {
  const said = output === undefined ? 'the host did not answer' : stderrText(output).trim().slice(-2000)
  return new LongshoreError('COMMAND_FAILED', `the job could not be started: ${said}`, {
    hint: 'Its user needs a folder to write to: ~/.ansible_async, or another one in the variable ansible_async_dir',
  })
}

/** In the words of Ansible (modules/async_status.py). */
export function jobMissing(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', 'could not find job', {
    hint: `There is no ${path}: was it cleaned up, or started by another user of the host?`,
  })
}

/** In the words of Ansible (executor/task_executor.py, `_poll_async_result`). */
export function jobTooSlow(seconds: number): LongshoreError {
  return new LongshoreError(
    'COMMAND_TIMED_OUT',
    `async task did not complete within the requested time - ${seconds}s`,
    { hint: "Give it more seconds in 'async'" },
  )
}

export function jobLeftBehind(id: string, path: string): LongshoreError {
  return new LongshoreError('INTERRUPTED', `the run was interrupted; the job ${id} goes on on the host`, {
    hint: `What becomes of it is in ${path} and beside it, and async_status with jid=${id} tells it`,
  })
}

export function jobFailed(said: unknown): LongshoreError {
  return new LongshoreError('TASK_FAILED', typeof said === 'string' ? said : 'the job failed')
}

export function jobUnreadable(path: string): LongshoreError {
  return new LongshoreError('TASK_FAILED', `the file of the job, ${path}, cannot be read`, {
    hint: 'Look at the file: it has to be a JSON object; mode=cleanup takes it away',
  })
}
