import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Loaded before a program (`node --import`): writes how long its event loop was blocked, and its peak memory. */
export interface Watched {
  readonly longestMs: number
  readonly p99Ms: number
  readonly rssMb: number
}

const RESOLUTION_MS = 5
const file = process.env['BENCH_WATCH']

if (file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  process.on('exit', () => {
    const watched: Watched = {
      longestMs: Math.max(0, delay.max / 1e6 - RESOLUTION_MS),
      p99Ms: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS),
      rssMb: process.resourceUsage().maxRSS / 1024,
    }
    writeFileSync(file, JSON.stringify(watched))
  })
}
