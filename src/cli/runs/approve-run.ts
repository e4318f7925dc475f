import { alreadyAnswered, nothingToApprove, otherStage, runNotAlive } from '../../app/runs/errors.ts'
import { findRun } from '../../app/runs/find-run.ts'
import { summariseRun } from '../../app/runs/summarise-run.ts'
import type { Composition } from '../composition.ts'
import { printable } from '../reporters/printable.ts'
import { refused } from './answer.ts'

export interface ApproveFlags {
  /** The stage that the answer is meant for: no other is answered then. */
  readonly stage: number | undefined
  readonly isRefused: boolean
}

/** Answers what a rollout asks, from any terminal of the machine that it runs on. Gives the exit code. */
export async function approveRun(named: string, flags: ApproveFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const archive = await composition.runArchive()
  const found = await findRun(named, archive)
  if (!found.ok) return refused(found.error, io)
  const { run, state } = summariseRun(found.value)
  if (state !== 'running') return refused(runNotAlive(run, state), io)
  const control = archive.control(run)
  const question = await control.openQuestion()
  if (question === undefined) return refused(nothingToApprove(run), io)
  if (flags.stage !== undefined && flags.stage !== question.stage) {
    return refused(otherStage(flags.stage, question.stage), io)
  }
  const approved = !flags.isRefused
  const answer = await control.answer(question, approved)
  if (!answer.ok) return refused(answer.error, io)
  if (answer.value.approved !== approved) return refused(alreadyAnswered(answer.value), io)
  io.stdout(`${approved ? 'Approved' : 'Not approved'}: stage ${question.stage} of ${printable(question.play)}\n`)
  return 0
}
