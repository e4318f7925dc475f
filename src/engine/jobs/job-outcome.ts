import type { LongshoreError } from '../../base/longshore-error.ts'
import type { Vars } from '../../model/vars.ts'
import { type ModuleOutcome, outcomeOfError } from '../module-outcome.ts'
import type { ConcludeJob, JobSite } from './job-book.ts'
import { jobFailed, jobMissing, jobUnreadable } from './job-errors.ts'
import type { JobState } from './job-file.ts'

/** What there is to say of a job now, with the names that Ansible's async_status gives it. */
export async function jobOutcome(
  id: string,
  state: JobState,
  conclude: ConcludeJob,
  site: JobSite,
): Promise<ModuleOutcome> {
  const outcome = await plainOutcome(state, conclude, site)
  const names = { ansible_job_id: id, results_file: state.path }
  return { ...outcome, values: { started: 1, finished: 1, ...NOTHING_SAID, ...names, ...outcome.values } }
}

export const NOTHING_SAID: Vars = { stdout: '', stdout_lines: [], stderr: '', stderr_lines: [] }

export function isFinished({ values }: ModuleOutcome): boolean {
  return values['finished'] === 1
}

function plainOutcome(state: JobState, conclude: ConcludeJob, site: JobSite): Promise<ModuleOutcome> {
  switch (state.kind) {
    case 'absent':
    case 'removed':
      return failure(jobMissing(state.path))
    case 'unreadable':
      return failure(jobUnreadable(state.path))
    case 'done':
      return conclude(state.outputs, site)
    case 'said':
      if (state.values['failed'] === true) return failure(jobFailed(state.values['msg']), state.values)
      return Promise.resolve({ kind: 'done', changed: state.values['changed'] === true, values: state.values })
  }
}

function failure(error: LongshoreError, values: Vars = {}): Promise<ModuleOutcome> {
  return Promise.resolve(outcomeOfError(error, values))
}
