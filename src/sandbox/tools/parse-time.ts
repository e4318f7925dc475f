/** Milliseconds since the epoch for `@1700000000`, `1700000000.5`, `-10s`, `10m` (ago), RFC 3339 or `2026-11-24 04:00`. */
export function parseTime(text: string | undefined, now: Date): number | undefined {
  if (text === undefined || text === '') return undefined
  const epoch = /^@?(\d+(?:\.\d+)?)$/.exec(text)?.[1]
  if (epoch !== undefined) return Number(epoch) * 1000
  if (text === 'now') return now.getTime()
  const ago = /^-?(\d+)\s*(ms|s|sec|seconds?|m|min|minutes?|h|hours?)(?: ago)?$/.exec(text)
  if (ago !== null) {
    const unit = ago[2] ?? 's'
    const factor = unit === 'ms' ? 1 : unit.startsWith('m') ? 60_000 : unit.startsWith('h') ? 3_600_000 : 1000
    return now.getTime() - Number(ago[1]) * factor
  }
  const parsed = Date.parse(text)
  return Number.isNaN(parsed) ? undefined : parsed
}
