import { runNotAlive } from '../../app/runs/errors.ts'
import { findRun } from '../../app/runs/find-run.ts'
import { summariseRun } from '../../app/runs/summarise-run.ts'
import type { Composition } from '../composition.ts'
import { refused } from './answer.ts'

/** Lets a run start no batch and no stage until it is resumed. Gives the exit code. */
export async function pauseRun(named: string, composition: Composition): Promise<number> {
  const { io } = composition
  const archive = await composition.runArchive()
  const found = await findRun(named, archive)
  if (!found.ok) return refused(found.error, io)
  const { run, state } = summariseRun(found.value)
  if (state !== 'running') return refused(runNotAlive(run, state), io)
  const told = await archive.control(run).order('pause')
  if (!told.ok) return refused(told.error, io)
  io.stdout(`Told: no batch and no stage begins any more. To go on: longshore runs resume ${run}\n`)
  return 0
}
