/** How many processes hold connections; `off`: that of the run holds them all. */
export type Shards = 'auto' | 'off' | number

/** From here on the work of a second process is worth what it takes to start one. */
const FLEET = 500
/** The run itself, its hosts' answers, and what else the machine does need cores, too. */
const CORES = 4
/** SSH is two thirds of what a host costs: behind more shards, that of the run is the one that is busy. */
const MOST = 4

export function shardCount(wanted: Shards, hosts: number, cores: number): number {
  if (wanted === 'off') return 0
  if (wanted !== 'auto') return wanted
  return hosts < FLEET || cores < CORES ? 0 : Math.min(cores - 1, MOST)
}
