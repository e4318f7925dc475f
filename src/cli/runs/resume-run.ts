import { otherFolder, runIsOver } from '../../app/runs/errors.ts'
import { findRun } from '../../app/runs/find-run.ts'
import { summariseRun } from '../../app/runs/summarise-run.ts'
import type { Composition } from '../composition.ts'
import { runCommand } from '../run-command.ts'
import type { RunFlags } from '../run-flags.ts'
import { printable } from '../reporters/printable.ts'
import { refused } from './answer.ts'
import type { Asked } from './asked.ts'

/** What has to be given again, since it is not kept, and what may be told otherwise. */
export type ResumeFlags = Pick<
  RunFlags,
  | 'extraVars'
  | 'output'
  | 'forks'
  | 'lockWait'
  | 'becomePasswordFile'
  | 'connectionPasswordFile'
  | 'vaultPasswordFile'
  | 'vaultId'
>

/**
 * Goes on with a run whose process is gone, or that was interrupted, and gives the exit code of the run; one that is paused is
 * told to go on.
 */
export async function resumeRun(named: string, flags: ResumeFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const archive = await composition.runArchive()
  const found = await findRun(named, archive)
  if (!found.ok) return refused(found.error, io)
  const { run, state } = summariseRun(found.value)
  const control = archive.control(run)
  const pause = await control.pause()
  if (pause !== undefined && state !== 'ok' && state !== 'failed') {
    const told = await control.order('continue')
    if (!told.ok) return refused(told.error, io)
    if (state === 'running') io.stdout(`Told: it goes on. It was paused by ${printable(pause.by)}\n`)
  }
  if (pause !== undefined && state === 'running') return 0
  if (state === 'ok' || state === 'failed') return refused(runIsOver(run, state), io)
  const reopened = await archive.reopen(run)
  if (!reopened.ok) return refused(reopened.error, io)
  const asked = reopened.value.request.asked as Asked
  if (asked.cwd !== io.cwd) return refused(otherFolder(asked.cwd), io)
  return runCommand(asked.playbooks, { ...asked.flags, ...flags }, composition, {
    resume: { run, ...reopened.value },
  })
}
