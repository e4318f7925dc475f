import { FLOOR_OF_OWN, FLOOR_OF_TWO, FLOOR_OF_WORK, OWN_MODULE } from './contestants.ts'
import { median } from './measure.ts'
import type { Cost, Scores, Setting } from './run-contest.ts'

const SAME = 'longshore, site.yml'
const HEADER = [
  ...['', 'runs', 'wall s', 'CPU s', "hosts' CPU s", 'RSS MB', 'trips/host', 'KB/host'],
  ...['wall/floor of 2', 'wall/floor of work', 'wall/floor of own', 'wall/site', 'wall/own', 'CPU/site', 'CPU/own'],
]

/** A table in Markdown: medians, and ratios of medians within this one setting. */
export function tableOf({ hosts, latencyMs }: Setting, { costs, counts }: Scores): string {
  const wall = (name: string) => medianOf(costs.get(name) ?? [], ({ wallMs }) => wallMs)
  const cpu = (name: string) => medianOf(costs.get(name) ?? [], ({ cpuMs }) => cpuMs)
  const rows = [...costs]
    .filter(([, runs]) => runs.length > 0)
    .map(([name, runs]) => {
      const count = counts.get(name)
      return [
        name,
        String(runs.length),
        (wall(name) / 1000).toFixed(2),
        (cpu(name) / 1000).toFixed(2),
        (medianOf(runs, ({ hostsCpuMs }) => hostsCpuMs) / 1000).toFixed(2),
        medianOf(runs, ({ rssMb }) => rssMb).toFixed(0),
        count === undefined ? '' : (count.roundTrips / hosts).toFixed(1),
        count === undefined ? '' : (count.bytes / hosts / 1024).toFixed(1),
        ratio(wall(name), wall(FLOOR_OF_TWO)),
        ratio(wall(name), wall(FLOOR_OF_WORK)),
        ratio(wall(name), wall(FLOOR_OF_OWN)),
        ratio(wall(name), wall(SAME)),
        ratio(wall(name), wall(OWN_MODULE)),
        ratio(cpu(name), cpu(SAME)),
        ratio(cpu(name), cpu(OWN_MODULE)),
      ]
    })
  const lines = [HEADER, HEADER.map((_, column) => (column === 0 ? '---' : '--:')), ...rows]
  const title = `${hosts} hosts, ${latencyMs === 0 ? 'no added latency' : `${latencyMs} ms of added latency`}`
  return `### ${title}\n\n${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`
}

function medianOf(costs: readonly Cost[], of: (cost: Cost) => number): number {
  return median(costs.map(of))
}

function ratio(value: number, to: number): string {
  return Number.isFinite(value / to) ? (value / to).toFixed(2) : ''
}
