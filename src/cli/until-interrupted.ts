import type { Interrupts } from '../engine/interrupts.ts'
import type { Io } from './io.ts'

const SAYS = {
  finishing: 'Stopping: nothing new is started, what is in flight ends by itself. Once more to end and undo it.\n',
  undoing: 'Ending what is in flight and undoing it. Once more to leave at once.\n',
} as const

/**
 * Ctrl-C, as often as it comes, and the deadline of the run, which is a first Ctrl-C. The third leaves at once: hosts may
 * then be in between. Gives what stops the listening.
 */
export function untilInterrupted(interrupts: Interrupts, io: Io, runTimeoutMs: number | undefined): () => void {
  let undoing = false
  const stopListening = io.onInterrupt((signal) => {
    if (undoing) io.leave(130)
    const now = interrupts.interrupt(signal)
    undoing = now === 'undoing'
    io.stderr(`\n${SAYS[now]}`)
  })
  const timer =
    runTimeoutMs === undefined ? undefined : setTimeout(() => expire(interrupts, io, runTimeoutMs), runTimeoutMs)
  return () => {
    stopListening()
    clearTimeout(timer)
  }
}

function expire(interrupts: Interrupts, io: Io, runTimeoutMs: number): void {
  if (interrupts.signals.starting.aborted) return
  interrupts.interrupt('run_timeout')
  io.stderr(`\nThe run took longer than ${runTimeoutMs / 1000} s (run_timeout). ${SAYS.finishing}`)
}
