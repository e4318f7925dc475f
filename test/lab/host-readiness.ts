import { setTimeout as sleep } from 'node:timers/promises'
import type { Generation } from './generations.ts'
import { inNamespaces } from './in-host.ts'
import { isAlive, type ProcessId } from './processes.ts'

const POLL_MS = 100

/** Waits until the daemons answer, sshd listens and the cable has its address: what "up" means to a test. */
export async function isReadyWithin(generation: Generation, init: ProcessId, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  const options = { timeoutMs: Math.max(timeoutMs, POLL_MS) }
  while ((await inNamespaces(init.pid, ['sh', '-c', readyProgram(generation)], options)).exitCode !== 0) {
    if (Date.now() > deadline || !isAlive(init)) return false
    await sleep(POLL_MS)
  }
  return true
}

/** It names the host first: until the new root is in place, a command sees the machine's own. */
function readyProgram(generation: Generation): string {
  return `[ "$(cat /etc/hostname)" = ${generation.name} ] &&
    ip -o -4 address show dev host0 | grep -q ' ${generation.address}/' &&
    systemctl -q is-active ssh && docker version >/dev/null && ctr version >/dev/null`
}
