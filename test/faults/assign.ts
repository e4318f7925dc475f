import type { Combination } from './combination.ts'

/**
 * Shares combinations out among hosts, so that every fault at every moment of every step is tried on one that has that step:
 * not all generations do. Whoever has the least so far takes the next.
 */
export function assign(lists: ReadonlyMap<string, readonly Combination[]>): ReadonlyMap<string, Combination[]> {
  const shares = new Map([...lists.keys()].map((host) => [host, [] as Combination[]]))
  const offers = new Map<string, { readonly host: string; readonly combination: Combination }[]>()
  for (const [host, list] of lists) {
    const seen = new Map<string, number>()
    for (const combination of list) {
      const { fault, way, moment } = combination
      const place = [way, fault.name, moment.step, moment.phase].join('\0')
      const nth = seen.get(place) ?? 0
      seen.set(place, nth + 1)
      const key = `${place}\0${nth}`
      offers.set(key, [...(offers.get(key) ?? []), { host, combination }])
    }
  }
  for (const candidates of offers.values()) {
    const sizes = candidates.map(({ host }) => shares.get(host)?.length ?? 0)
    const taker = candidates[sizes.indexOf(Math.min(...sizes))]
    if (taker !== undefined) shares.get(taker.host)?.push(taker.combination)
  }
  return shares
}
