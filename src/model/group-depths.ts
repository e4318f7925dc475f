import type { GroupName } from './inventory.ts'

interface WithChildren {
  readonly children: Iterable<GroupName>
}

/** The longest way down from `all` to each group, by Kahn's algorithm: the groups hold no cycle. */
export function groupDepths(groups: ReadonlyMap<GroupName, WithChildren>): ReadonlyMap<GroupName, number> {
  const depths = new Map<GroupName, number>()
  const waiting = new Map<GroupName, number>()
  for (const group of groups.values()) {
    for (const child of group.children) waiting.set(child, (waiting.get(child) ?? 0) + 1)
  }
  const ready = [...groups.keys()].filter((name) => !waiting.has(name))
  for (const name of ready) {
    const depth = depths.get(name) ?? 0
    for (const child of groups.get(name)?.children ?? []) {
      depths.set(child, Math.max(depths.get(child) ?? 0, depth + 1))
      const left = (waiting.get(child) ?? 0) - 1
      waiting.set(child, left)
      if (left === 0) ready.push(child)
    }
  }
  return depths
}
