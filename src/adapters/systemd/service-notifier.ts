import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { ServiceNotifier } from '../../ports/service-notifier.ts'

const run = promisify(execFile)

/**
 * By systemd's own program: NOTIFY_SOCKET is a datagram socket, which Node cannot open. The unit has NotifyAccess=all,
 * since the word comes from a child. Without a NOTIFY_SOCKET nobody listens; a word that cannot be said is told to
 * `onProblem` once, and the watchdog does what it is for.
 */
export function systemdNotifier(
  env: Readonly<Record<string, string | undefined>>,
  onProblem: (message: string) => void,
): ServiceNotifier {
  const isHeard = (env.NOTIFY_SOCKET ?? '') !== ''
  let hasProblem = false
  const say = async (...words: readonly string[]) => {
    if (!isHeard) return
    try {
      await run('systemd-notify', [...words], { timeout: 10_000, env: { ...env } })
    } catch (error) {
      if (!hasProblem) onProblem(`systemd cannot be told: ${(error as Error).message.trim()}`)
      hasProblem = true
    }
  }
  const watchdogMs = Number(env.WATCHDOG_USEC) / 1000
  return {
    ...(isHeard && watchdogMs > 0 ? { watchdogMs } : {}),
    ready: () => say('--ready', '--status=schedules are looked after'),
    alive: () => say('WATCHDOG=1'),
    stopping: () => say('STOPPING=1'),
  }
}
