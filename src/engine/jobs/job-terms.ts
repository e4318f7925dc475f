import type { LongshoreError } from '../../base/longshore-error.ts'
import { ok, type Result } from '../../base/result.ts'
import type { Task } from '../../model/playbook.ts'
import type { RunSettings } from '../engine-deps.ts'
import type { KeywordReader } from '../keyword-values.ts'

/** `async` and `poll` of a task, in whole seconds. */
export interface JobTerms {
  readonly seconds: number
  /** 0: nobody waits for the job. */
  readonly pollSeconds: number
}

/** Ansible's DEFAULT_POLL_INTERVAL. */
const POLL_SECONDS = 15

/**
 * Absent where the task is no job: without `async`, or with 0. A job with less than that is not waited for (Ansible:
 * executor/task_executor.py).
 */
export function jobTerms(
  task: Task,
  read: KeywordReader,
  { pollSeconds = POLL_SECONDS }: RunSettings,
): Result<JobTerms | undefined, LongshoreError> {
  if (task.async === undefined) return ok(undefined)
  const seconds = read.number('async', task.async, 0)
  if (!seconds.ok) return seconds
  const poll = read.number('poll', task.poll, pollSeconds)
  if (!poll.ok) return poll
  const whole = Math.trunc(seconds.value)
  if (whole === 0) return ok(undefined)
  return ok({ seconds: Math.max(1, whole), pollSeconds: whole < 0 ? 0 : Math.max(0, Math.trunc(poll.value)) })
}
