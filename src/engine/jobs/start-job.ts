import { randomInt } from 'node:crypto'
import { stdoutText } from '../../model/command-output.ts'
import type { Change } from '../../model/plan.ts'
import { applyChange, lineOutcome } from '../apply-change.ts'
import { appliedFrom } from '../apply-steps.ts'
import { type ModuleOutcome, outcomeOfError } from '../module-outcome.ts'
import { announceSteps, settleChange } from '../run-change.ts'
import { optionsFor } from '../run-options.ts'
import type { ConcludeJob, JobSite } from './job-book.ts'
import { jobNotStarted } from './job-errors.ts'
import { jobFolder } from './job-folder.ts'
import type { JobTerms } from './job-terms.ts'

const START_TIMEOUT_MS = 120_000

/**
 * Starts the steps of a change as a job of the host, and keeps in mind how to conclude it. Where there is nothing to
 * change the job is over at once, and what it came to is known.
 */
export async function startJob(plan: Change | ModuleOutcome, terms: JobTerms, site: JobSite): Promise<ModuleOutcome> {
  const { call, connection, target } = site
  const { deps, jobs } = call.run
  const folder = jobFolder(call)
  if (!folder.ok) return outcomeOfError(folder.error)
  const steps = isChange(plan) ? plan.steps : []
  if (isChange(plan)) await announceSteps(plan, { ...deps, host: call.host.name, task: call.frame.id })
  const job = `j${randomInt(1e11, 1e12)}.${randomInt(1e3, 1e5)}`
  const commands = steps.map(({ run }) => run)
  const detach = { kind: 'detach', folder: folder.value, job, seconds: lifetime(terms), commands } as const
  const ran = await connection.run([detach], optionsFor(call, START_TIMEOUT_MS))
  if (!ran.ok) return lineOutcome(ran.error, target, call)
  const [output] = ran.value
  if (output?.exitCode !== 0) return outcomeOfError(jobNotStarted(output))
  jobs.set(job, isChange(plan) ? concludeChange(plan, site) : () => Promise.resolve(plan))
  const started = { failed: 0, started: 1, finished: 0, ansible_job_id: job, results_file: stdoutText(output).trim() }
  return { kind: 'done', changed: true, values: started }
}

/** Who waits for a job says himself that its time is over, and only then it is killed. */
function lifetime({ seconds, pollSeconds }: JobTerms): number {
  return pollSeconds === 0 ? seconds : seconds + pollSeconds + 5
}

function isChange(plan: Change | ModuleOutcome): plan is Change {
  return plan.kind === 'change'
}

/** With the keywords of the task that started it, whoever asks. */
function concludeChange(plan: Change, { call }: JobSite): ConcludeJob {
  return (outputs, { connection, target }) =>
    applyChange(plan, connection, target, call, undefined, (change, site) =>
      settleChange(change, appliedFrom(change.steps, outputs), site),
    )
}
