import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 100
const ATTEMPT_MS = 1_000

/** Waits until a port takes connections: a cable that is plugged in again needs a moment to be found by others. */
export async function answersOnPort(address: string, port: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (!(await takesConnection(address, port))) {
    if (Date.now() > deadline) return false
    await sleep(POLL_MS)
  }
  return true
}

async function takesConnection(address: string, port: number): Promise<boolean> {
  const socket = connect({ host: address, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(ATTEMPT_MS) })
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
