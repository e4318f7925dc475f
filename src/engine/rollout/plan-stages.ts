import type { HostName } from '../../model/inventory.ts'
import type { StageSize } from '../../model/rollout.ts'

export interface StageRequest {
  /** All hosts of the rollout, in the order in which they take their turns. */
  readonly hosts: readonly HostName[]
  readonly sizes: readonly StageSize[]
  /** What `spread_by` tells apart: the first stage holds a host of each kind. */
  readonly kindOf: (host: HostName) => string
  readonly matching: (pattern: string) => ReadonlySet<HostName>
}

export interface Stage {
  /** As it is written, from 1. */
  readonly number: number
  readonly hosts: readonly HostName[]
}

/**
 * Hosts in stages, each host in one. A count or percentage is of all hosts and says how many are done after the stage;
 * percentages are rounded down, and the first stage has a host at least. The first stage is as large as there are kinds,
 * where that is more. A stage that has no host left to take is left out; the numbers of the others stay.
 */
export function planStages({ hosts, sizes, kindOf, matching }: StageRequest): readonly Stage[] {
  const planned = new Set<HostName>()
  const stages: Stage[] = []
  for (const [index, size] of sizes.entries()) {
    const left = hosts.filter((host) => !planned.has(host))
    const chosen = new Set(size.kind === 'pattern' ? chosenBy(size.pattern, left, matching) : [])
    if (index === 0) for (const host of oneOfEachKind(left, chosen, kindOf)) chosen.add(host)
    const reach = size.kind === 'pattern' ? 0 : reachOf(size, hosts.length)
    for (const host of left) if (planned.size + chosen.size < reach) chosen.add(host)
    for (const host of chosen) planned.add(host)
    if (chosen.size > 0) stages.push({ number: index + 1, hosts: left.filter((host) => chosen.has(host)) })
  }
  return stages
}

function chosenBy(pattern: string, left: readonly HostName[], matching: StageRequest['matching']): readonly HostName[] {
  const matched = matching(pattern)
  return left.filter((host) => matched.has(host))
}

/** The first host of each kind that none of the chosen is of; nothing where all are of one kind. */
function oneOfEachKind(
  hosts: readonly HostName[],
  chosen: ReadonlySet<HostName>,
  kindOf: StageRequest['kindOf'],
): readonly HostName[] {
  const firsts = new Map([...hosts].reverse().map((host) => [kindOf(host), host]))
  const covered = new Set([...chosen].map(kindOf))
  if (firsts.size < 2) return []
  return [...firsts].filter(([kind]) => !covered.has(kind)).map(([, host]) => host)
}

function reachOf(size: Exclude<StageSize, { kind: 'pattern' }>, total: number): number {
  const asked = size.kind === 'count' ? size.hosts : Math.floor((size.percent / 100) * total)
  return Math.min(total, Math.max(1, asked))
}
