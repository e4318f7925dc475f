import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Count, WireOrder } from './wire-process.ts'

/** What lies between the controller and the hosts: a process that delays every byte, and counts. */
export interface Wire {
  readonly port: number
  /** What went over it since the last call. */
  count(): Promise<Count>
  stop(): void
}

export async function startWire(order: WireOrder): Promise<Wire> {
  const child = fork(fileURLToPath(new URL('./wire-process.ts', import.meta.url)), [JSON.stringify(order)])
  const answer = () => new Promise<unknown>((resolve) => child.once('message', resolve))
  await answer()
  return {
    port: order.port,
    count() {
      const counted = answer() as Promise<Count>
      child.send('count')
      return counted
    },
    stop: () => child.kill(),
  }
}
