import { runNotAlive } from '../../app/runs/errors.ts'
import { findRun } from '../../app/runs/find-run.ts'
import { summariseRun } from '../../app/runs/summarise-run.ts'
import type { Composition } from '../composition.ts'
import { refused } from './answer.ts'

export interface AbortFlags {
  /** End and undo what is in flight, too. */
  readonly now?: boolean
}

/** Ctrl-C from elsewhere: once, or twice with `--now`. Gives the exit code. */
export async function abortRun(named: string, flags: AbortFlags, composition: Composition): Promise<number> {
  const { io } = composition
  const archive = await composition.runArchive()
  const found = await findRun(named, archive)
  if (!found.ok) return refused(found.error, io)
  const { run, state } = summariseRun(found.value)
  if (state !== 'running') return refused(runNotAlive(run, state), io)
  const told = await archive.interrupt(run, flags.now === true ? 2 : 1)
  if (!told.ok) return refused(told.error, io)
  io.stdout(flags.now === true ? SAYS.now : SAYS.once)
  return 0
}

const SAYS = {
  once: 'Told: nothing new is started, what is in flight ends by itself. With --now it is ended and undone.\n',
  now: 'Told: what is in flight is ended and undone.\n',
} as const
