import { writeFileSync } from 'node:fs'
import { subscribe } from 'node:diagnostics_channel'

/** Loaded before a program (`node --import`): writes how long its event loop was busy at a time, its CPU and its peak memory. */
export interface Watched {
  /** From the first connection on, or the first process that is to hold some. */
  readonly longestTurnMs: number
  /** This and the next of this process alone, without those that it starts. */
  readonly ownRssMb: number
  readonly ownCpuMs: number
}

const EVERY_MS = 5
const file = process.env['BENCH_WATCH']
let longestMs = 0

/**
 * A turn is as long as the thread computed in it. What the clock says would count, too, what other programs of the machine
 * did meanwhile; a timer that is late because the loop waits for nothing has computed nothing.
 */
function watch(): void {
  let last = computedMs()
  setInterval(() => {
    const now = computedMs()
    longestMs = Math.max(longestMs, now - last)
    last = now
  }, EVERY_MS).unref()
}

function computedMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

if (file !== undefined) {
  const begin = startOnce(watch)
  for (const channel of ['net.client.socket', 'child_process']) subscribe(channel, begin)
  process.on('exit', () => {
    const { user, system } = process.cpuUsage()
    const ownRssMb = process.resourceUsage().maxRSS / 1024
    const watched: Watched = { longestTurnMs: longestMs, ownRssMb, ownCpuMs: (user + system) / 1000 }
    writeFileSync(file, JSON.stringify(watched))
  })
}

function startOnce(start: () => void): () => void {
  let started = false
  return () => {
    if (started) return
    started = true
    start()
  }
}
