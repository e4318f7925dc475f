import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { identify, remember, type ProcessId } from './processes.ts'

export interface DaemonOptions {
  readonly stdout: string
  readonly stderr: string
  readonly env?: Readonly<Record<string, string>>
}

/** Becomes the daemon only once it is told that its number is on record; without that word it ends. */
const WAIT_FOR_THE_WORD = 'read -r word && exec "$@" < /dev/null'

/**
 * Starts a process that outlives this one. Its number is remembered before the program proper begins, so that a crash
 * of ours at any moment leaves nothing running that a later `up` or `down` does not know of.
 */
export async function startDaemon(part: string, argv: readonly string[], options: DaemonOptions): Promise<ProcessId> {
  const stdout = openSync(options.stdout, 'w')
  const stderr = options.stderr === options.stdout ? stdout : openSync(options.stderr, 'w')
  const child = spawn('sh', ['-c', WAIT_FOR_THE_WORD, 'sh', ...argv], {
    detached: true,
    stdio: ['pipe', stdout, stderr],
    env: { ...process.env, ...options.env },
  })
  for (const log of new Set([stdout, stderr])) closeSync(log)
  const id = child.pid === undefined ? undefined : identify(child.pid)
  if (id === undefined) throw new Error(`${argv[0] ?? 'nothing'} could not be started`)

  await remember(part, [id])
  child.stdin?.end('go\n')
  child.unref()
  return id
}
