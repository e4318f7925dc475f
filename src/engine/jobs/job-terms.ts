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

/** Absent where the task is no job: without `async`, or with 0 and less (Ansible: executor/task_executor.py). */
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
  if (seconds.value < 1) return ok(undefined)
  return ok({ seconds: Math.trunc(seconds.value), pollSeconds: Math.max(0, Math.trunc(poll.value)) })
}
