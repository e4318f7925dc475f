import type { LongshoreError } from '../base/longshore-error.ts'
import { ok, type Result } from '../base/result.ts'
import { becomeFor } from './become.ts'
import { delegateOf, withDelegated } from './delegate.ts'
import { environmentOf } from './environment.ts'
import type { HostRun } from './host-run.ts'
import { nearest } from './inherited.ts'
import { jobTerms } from './jobs/job-terms.ts'
import { KeywordReader } from './keyword-values.ts'
import type { PlayRun } from './play-run.ts'
import type { TaskCall } from './task-call.ts'
import { learnPasswords } from './learn-secrets.ts'
import type { TaskFrame } from './task-frame.ts'
import type { LayeredScope } from './variables/layered-scope.ts'

/** A task without a `timeout` of its own ends after this long: nothing hangs a run for ever. Seconds. */
export const DEFAULT_TASK_TIMEOUT = 3600

/** Resolves the keywords of a task for one host. */
export function prepareCall(
  frame: TaskFrame,
  host: HostRun,
  run: PlayRun,
  scope: LayeredScope,
): Result<TaskCall, LongshoreError> {
  const { chain, task } = frame
  const { templater } = run.deps
  const read = new KeywordReader(scope, templater, task.at)
  const checkMode = read.flag('check_mode', nearest(chain, 'checkMode'), run.settings.checkMode)
  if (!checkMode.ok) return checkMode
  const diff = read.flag('diff', nearest(chain, 'diff'), run.settings.diff)
  if (!diff.ok) return diff
  const noLog = read.flag('no_log', nearest(chain, 'noLog'), run.settings.noLog ?? false)
  if (!noLog.ok) return noLog
  const timeout = read.number('timeout', nearest(chain, 'timeout'), ownTimeout(run) ?? DEFAULT_TASK_TIMEOUT)
  if (!timeout.ok) return timeout
  const job = jobTerms(task, read, run.settings)
  if (!job.ok) return job
  const delegate = delegateOf(frame, host, run, scope)
  if (!delegate.ok) return delegate
  const become = becomeFor(chain, scope, delegate.value?.scope ?? scope, templater, run.settings.become)
  if (!become.ok) return become
  learnPasswords(run, become.value?.password)
  const environment = environmentOf(frame, scope, run)
  if (!environment.ok) return environment
  return ok({
    frame,
    host,
    run,
    scope: withDelegated(scope, delegate.value),
    delegate: delegate.value,
    checkMode: checkMode.value,
    diff: diff.value,
    noLog: noLog.value,
    become: become.value,
    environment: environment.value,
    job: job.value,
    timeoutMs: timeout.value * 1000,
  })
}

/** Ansible's default, 0, leaves it to ours. */
function ownTimeout({ settings: { taskTimeout = 0 } }: PlayRun): number | undefined {
  return taskTimeout === 0 ? undefined : taskTimeout
}
