import type { RunControl } from '../ports/run-control.ts'
import type { Io } from './io.ts'

/** SIGUSR2 pauses the run, and the next one lets it go on, as `runs pause` and `runs resume` do. Gives what stops the listening. */
export function pauseOnSignal(control: RunControl, io: Io): () => void {
  let last: Promise<void> = Promise.resolve()
  return io.onPause(() => {
    last = last.then(() => turn(control, io))
  })
}

async function turn(control: RunControl, io: Io): Promise<void> {
  const kind = (await control.pause()) === undefined ? 'pause' : 'continue'
  const told = await control.order(kind)
  io.stderr(told.ok ? SAYS[kind] : `${told.error.message}\n`)
}

const SAYS = {
  pause: '\nPausing: no batch and no stage begins until the next SIGUSR2.\n',
  continue: '\nGoing on.\n',
} as const
