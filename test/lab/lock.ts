import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { LOCKS } from './paths.ts'

const DEFAULT_WAIT_SECONDS = 900

/** Gives the lock back. Harmless when called twice. */
export type Release = () => void

/**
 * Takes a machine-wide lock, waiting for whoever holds it. The kernel gives it back when this process ends, however it
 * ends: a helper holds it for as long as it can read from us.
 */
export async function takeLock(name: string, waitSeconds: number = DEFAULT_WAIT_SECONDS): Promise<Release> {
  mkdirSync(LOCKS, { recursive: true, mode: 0o700 })
  const argv = ['--wait', String(waitSeconds), `${LOCKS}/${name}`, 'sh', '-c', 'echo held; exec cat > /dev/null']
  const holder = spawn('flock', argv, { stdio: ['pipe', 'pipe', 'ignore'] })

  await new Promise<void>((resolve, reject) => {
    holder.stdout.once('data', () => resolve())
    holder.once('error', reject)
    holder.once('exit', () => reject(new Error(`the lab's lock '${name}' is still held after ${waitSeconds} s`)))
  })

  holder.unref()
  holder.stdout.destroy()
  return () => holder.stdin.end()
}

export async function withLock<T>(name: string, use: () => Promise<T>): Promise<T> {
  const release = await takeLock(name)
  try {
    return await use()
  } finally {
    release()
  }
}
