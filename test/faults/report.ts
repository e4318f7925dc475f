import type { Row } from './matrix.ts'

const PHASES = ['before', 'in', 'after'] as const

/** How many combinations of each fault ended old and new, by where it struck. */
export function table(rows: readonly Row[]): string {
  const faults = [...new Set(rows.map(({ fault }) => fault))]
  const lines = faults.map((fault) => {
    const cells = PHASES.map((phase) => cell(rows.filter((row) => row.fault === fault && row.phase === phase)))
    const ways = rows.filter((row) => row.fault === fault).map(({ wayOut }) => said(wayOut))
    return [fault, ...cells, waysOut(ways)]
  })
  return columns([['fault', 'before a step', 'in a step', 'after a step', 'then needed'], ...lines])
}

export function said(wayOut: Row['wayOut']): string {
  return wayOut.length === 0 ? 'nothing' : wayOut.join(' and ')
}

function cell(rows: readonly Row[]): string {
  const count = (end: Row['end']): number => rows.filter((row) => row.end === end).length
  const bad = count('in between')
  return `${count('old')} old, ${count('new')} new${bad > 0 ? `, ${bad} IN BETWEEN` : ''}`
}

function waysOut(ways: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const way of ways) counts.set(way, (counts.get(way) ?? 0) + 1)
  return [...counts].map(([way, count]) => `${way} ${count}`).join('; ')
}

export function columns(lines: readonly (readonly string[])[]): string {
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0))) ?? []
  return lines
    .map((line) =>
      line
        .map((text, at) => text.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function totals(rows: readonly Row[]): string {
  const count = (end: Row['end']): number => rows.filter((row) => row.end === end).length
  return `combinations ${rows.length}, old ${count('old')}, new ${count('new')}, in between ${count('in between')}`
}

/** What went wrong, for whoever has to find out why. */
export function complaints(rows: readonly Row[]): string {
  return rows
    .filter(({ end }) => end === 'in between')
    .map(({ host, way, fault, phase, step, moment, wayOut, exitCode, wrong }) =>
      [
        `${host}, ${way}: ${fault} ${phase} '${step}' (${moment}); exit code ${exitCode}; then: ${said(wayOut)}`,
        ...wrong,
      ].join('\n  '),
    )
    .join('\n\n')
}
