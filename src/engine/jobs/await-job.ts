import { posix } from 'node:path'
import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Result } from '../../base/result.ts'
import type { ConnectionTarget } from '../../ports/connector.ts'
import { lineOutcome } from '../apply-change.ts'
import { type ModuleOutcome, outcomeOfError } from '../module-outcome.ts'
import type { TaskCall } from '../task-call.ts'
import { jobLeftBehind, jobTooSlow } from './job-errors.ts'
import { jobStateOf, lookAtJob, removeJob } from './job-file.ts'
import { isFinished, jobOutcome, NOTHING_SAID } from './job-outcome.ts'
import type { JobTerms } from './job-terms.ts'
import { knownJob } from './known-job.ts'
import { onSite } from './on-site.ts'

/**
 * Looks at a job that was started, first after `poll` seconds, until it is over or its time is. A line that is lost
 * between two looks is opened again. The files of a job that is over are removed (Ansible: executor/task_executor.py,
 * `_poll_async_result`).
 */
export async function awaitJob(
  started: ModuleOutcome,
  { seconds, pollSeconds }: JobTerms,
  target: ConnectionTarget,
  call: TaskCall,
): Promise<ModuleOutcome> {
  const { ansible_job_id: id, results_file: path } = started.values
  if (started.kind !== 'done' || pollSeconds === 0 || typeof id !== 'string' || typeof path !== 'string') return started
  const { deps, signals } = call.run
  const job = { id, path, folder: posix.dirname(path) }
  const where = { host: call.host.name, task: call.frame.id, job: id }
  let looked: Result<ModuleOutcome, LongshoreError> | undefined
  for (let left = seconds; left > 0; left -= pollSeconds) {
    await deps.clock.sleep(pollSeconds * 1000, signals.starting)
    if (signals.starting.aborted) return outcomeOfError(jobLeftBehind(id, path), started.values)
    looked = await look(job, target, call)
    if (looked.ok && isFinished(looked.value)) return finish(looked.value, job, target, call)
    if (looked.ok) deps.emit({ type: 'job-polled', ...where, started: 1, finished: 0 })
    else await lineOutcome(looked.error, target, call)
  }
  if (looked?.ok === false) return lineOutcome(looked.error, target, call)
  tellFinished(job, true, call)
  return outcomeOfError(jobTooSlow(seconds), { changed: false, async_result: unfinished(job) })
}

interface Job {
  readonly id: string
  readonly path: string
  readonly folder: string
}

function look({ id, folder }: Job, target: ConnectionTarget, call: TaskCall) {
  return onSite(lookAtJob(folder, id), target, call, (output, site) =>
    jobOutcome(id, jobStateOf(output), knownJob(id, call), site),
  )
}

/** The result stands, whether or not the files could be removed. */
async function finish(
  outcome: ModuleOutcome,
  job: Job,
  target: ConnectionTarget,
  call: TaskCall,
): Promise<ModuleOutcome> {
  tellFinished(job, outcome.kind === 'failed', call)
  call.run.jobs.delete(job.id)
  await onSite(removeJob(job.folder, job.id), target, call, () => Promise.resolve())
  return outcome
}

function tellFinished({ id }: Job, failed: boolean, { run, host, frame, noLog }: TaskCall): void {
  run.deps.emit({ type: 'job-finished', host: host.name, task: frame.id, ...(noLog ? {} : { job: id }), failed })
}

/** What async_status said of the job last, as Ansible's result holds it. */
function unfinished({ id, path, folder }: Job) {
  const invocation = { module_args: { jid: id, mode: 'status', _async_dir: folder } }
  return { started: 1, finished: 0, ...NOTHING_SAID, ansible_job_id: id, results_file: path, invocation }
}
