import { otherFolder, runIsOver } from '../../app/runs/errors.ts'
import { findRun } from '../../app/runs/find-run.ts'
import { summariseRun } from '../../app/runs/summarise-run.ts'
import type { Composition } from '../composition.ts'
import { runCommand } from '../run-command.ts'
import type { RunFlags } from '../run-flags.ts'
import { refused } from './answer.ts'
import type { Asked } from './asked.ts'

/** What has to be given again, since it is not kept, and what may be told otherwise. */
export type ResumeFlags = Pick<
  RunFlags,
  'extraVars' | 'output' | 'forks' | 'becomePasswordFile' | 'connectionPasswordFile' | 'vaultPasswordFile' | 'vaultId'
>

/** Goes on with a run whose process is gone, or that was interrupted. Gives the exit code of the run. */
export async function resumeRun(named: string, flags: ResumeFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const archive = await composition.runArchive()
  const found = await findRun(named, archive)
  if (!found.ok) return refused(found.error, io)
  const { run, state } = summariseRun(found.value)
  if (state === 'ok' || state === 'failed') return refused(runIsOver(run, state), io)
  const reopened = await archive.reopen(run)
  if (!reopened.ok) return refused(reopened.error, io)
  const asked = reopened.value.request.asked as Asked
  if (asked.cwd !== io.cwd) return refused(otherFolder(asked.cwd), io)
  return runCommand(asked.playbooks, { ...asked.flags, ...flags }, composition, {
    resume: { run, ...reopened.value },
  })
}
