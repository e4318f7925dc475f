import type { CommandOutput } from '../../model/command-output.ts'
import type { JobQuery } from '../../model/line-work.ts'
import { lineOutcome } from '../apply-change.ts'
import type { JobSite } from '../jobs/job-book.ts'
import { jobMissing } from '../jobs/job-errors.ts'
import { jobStateOf, lookAtJob, removeJob } from '../jobs/job-file.ts'
import { jobFolder } from '../jobs/job-folder.ts'
import { jobOutcome, NOTHING_SAID } from '../jobs/job-outcome.ts'
import { knownJob } from '../jobs/known-job.ts'
import { onSite } from '../jobs/on-site.ts'
import { type ModuleOutcome, outcomeOfError } from '../module-outcome.ts'
import type { Line } from './open-line.ts'

/** A job of a moment is over by the next task, as under ansible-core, which takes longer from one to the next. */
const SECOND_LOOK_MS = 300

/** How a job stands, or that it is no more (Ansible: action and module async_status). */
export async function askJob(query: JobQuery, { target, call }: Line): Promise<ModuleOutcome> {
  const folder = jobFolder(call)
  if (!folder.ok) return outcomeOfError(folder.error)
  const isLook = query.mode === 'status' || call.checkMode
  const command = isLook ? lookAtJob(folder.value, query.id) : removeJob(folder.value, query.id)
  const answer = call.checkMode ? unasked : isLook ? told : removed
  const ask = () => onSite(command, target, call, (output, site) => answer(query, output, site))
  const first = await ask()
  const isEarly = answer === told && first.ok && first.value.values['finished'] === 0
  if (isEarly) await call.run.deps.clock.sleep(SECOND_LOOK_MS, call.run.signals.starting)
  const answered = isEarly ? await ask() : first
  return answered.ok ? answered.value : lineOutcome(answered.error, target, call)
}

function told({ id, conclude }: JobQuery, output: CommandOutput, site: JobSite): Promise<ModuleOutcome> {
  return jobOutcome(id, jobStateOf(output), knownJob(id, site.call, conclude), site)
}

function removed({ id }: JobQuery, output: CommandOutput, { call }: JobSite): Promise<ModuleOutcome> {
  const { path, kind } = jobStateOf(output)
  const values = { ...NOTHING_SAID, ansible_job_id: id, erased: path }
  call.run.jobs.delete(id)
  if (kind === 'absent')
    return Promise.resolve(outcomeOfError(jobMissing(path), { started: 1, finished: 1, ...values }))
  return Promise.resolve({ kind: 'done', changed: false, values: { started: 0, finished: 0, ...values } })
}

function unasked({ id }: JobQuery, output: CommandOutput): Promise<ModuleOutcome> {
  const msg = 'remote module (ansible.legacy.async_status) does not support check mode'
  const names = { ansible_job_id: id, results_file: jobStateOf(output).path }
  const values = { msg, started: 1, finished: 0, ...NOTHING_SAID, ...names }
  return Promise.resolve({ kind: 'skipped', changed: false, values })
}
