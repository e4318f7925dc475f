import { systemClock } from '../../clock.ts'
import type { FromShard, ToShard } from './messages.ts'
import { serveCalls } from './serve-calls.ts'

const CLOSING_MS = 2_000

/**
 * The program of a process that holds connections for a run. It lives as long as that: if the run is gone without a word, so
 * is this, and what it held with it. Signals are for the run, also those that go to all processes of a service.
 */
export function serveShard([startsAtOnce]: readonly string[]): void {
  if (process.send === undefined) {
    process.stderr.write(
      'ssh-shard holds connections for a run of longshore, which starts it: there is nothing to call\n',
    )
    process.exitCode = 2
    return
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
  const alone = () => process.exit()
  process.on('disconnect', alone)
  const hear = serveCalls({
    startsAtOnce: Number(startsAtOnce),
    clock: systemClock,
    send: (messages: readonly FromShard[]) => process.connected && process.send?.(messages, undefined, {}, ignore),
    onEnd() {
      process.off('disconnect', alone)
      process.disconnect()
      // What is still closing keeps the process, but not for long.
      setTimeout(alone, CLOSING_MS).unref()
    },
  })
  process.on('message', (messages) => hear(messages as readonly ToShard[]))
}

/** A message that cannot be sent has nobody who waits for it. */
const ignore = () => undefined
