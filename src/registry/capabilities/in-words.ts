import type { VersionRange } from './capability.ts'

/** `before 2.0.0`, `24.0.8 and later`, `from 2.2.0, before 2.2.2`; several are joined by "and". */
export function rangesInWords(ranges: readonly VersionRange[]): string {
  return ranges.map(rangeInWords).join(' and ')
}

function rangeInWords({ since, until }: VersionRange): string {
  if (since === undefined) return until === undefined ? 'every version' : `before ${shown(until)}`
  return until === undefined ? `${shown(since)} and later` : `from ${shown(since)}, before ${shown(until)}`
}

/** Docker's versions of 2017 to 2020 have a month of two digits. */
function shown(version: string): string {
  return version.replace(/^(1[789])\.(\d)\./, '$1.0$2.')
}
