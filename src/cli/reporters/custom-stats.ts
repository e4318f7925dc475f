import { pythonJson } from '../../model/python-text.ts'
import type { TaskResult } from '../../model/task-result.ts'
import { isMap } from './is-map.ts'
import { printable } from './printable.ts'

type Stats = Record<string, unknown>

/** What `set_stats` gathers in a run, for hosts and for the run (ansible-core's executor/stats.py). */
export class CustomStats {
  readonly #run: Stats = {}
  readonly #hosts = new Map<string, Stats>()

  add(host: string, result: TaskResult): void {
    for (const { values } of result.items?.map((item) => item.result) ?? [result]) {
      const { data, per_host: perHost, aggregate } = isMap(values['ansible_stats']) ? values['ansible_stats'] : {}
      if (!isMap(data)) continue
      const stats = perHost === true ? this.#of(host) : this.#run
      for (const [name, value] of Object.entries(data)) {
        stats[name] = aggregate === false || !(name in stats) ? value : joined(stats[name], value)
      }
    }
  }

  #of(host: string): Stats {
    const stats = this.#hosts.get(host) ?? {}
    this.#hosts.set(host, stats)
    return stats
  }

  /** The lines below the banner; none where nothing was gathered. */
  lines(): readonly string[] {
    const ofHosts = [...this.#hosts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([host, stats]) => `\t${host}: ${shown(stats)}`)
    const ofRun = Object.keys(this.#run).length === 0 ? [] : ['', `\tRUN: ${shown(this.#run)}`]
    return [...ofHosts, ...ofRun]
  }
}

/** Dictionaries are merged, lists and texts come one after the other, numbers are added; what is of two kinds stays. */
function joined(before: unknown, added: unknown): unknown {
  if (isMap(before) && isMap(added)) {
    const both = Object.entries(added).map(([name, value]) => [
      name,
      isMap(before[name]) && isMap(value) ? joined(before[name], value) : value,
    ])
    return { ...before, ...(Object.fromEntries(both) as Stats) }
  }
  if (Array.isArray(before) && Array.isArray(added)) return [...(before as unknown[]), ...(added as unknown[])]
  if (typeof before === 'number' && typeof added === 'number') return before + added
  return typeof before === 'string' && typeof added === 'string' ? before + added : before
}

/** JSON that is indented by one, its line ends taken out. */
function shown(stats: Stats): string {
  const lines = pythonJson(stats).split('\n')
  return printable(lines.map((line) => line.replace(/^( {4})+/, (blanks) => ' '.repeat(blanks.length / 4))).join(''))
}
