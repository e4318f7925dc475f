/**
 * Aborted after so many minutes, or when the process is asked to end: what is at work is let end, and nothing new begins.
 * Asked once more, the process ends at once.
 */
export function stopSignal(minutes: number | undefined): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(1)
      stop.abort()
    })
  }
  if (minutes !== undefined) setTimeout(() => stop.abort(), minutes * 60_000).unref()
  return stop.signal
}
