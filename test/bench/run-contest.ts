import { CONTESTANTS, type Contestant } from './contestants.ts'
import { addresses, SSHD_PORT, type Fleet } from './fleet.ts'
import { measure, type Cost as OwnCost } from './measure.ts'
import type { BenchOptions } from './options.ts'
import { startWire } from './wire.ts'
import type { Count } from './wire-process.ts'

export interface Cost extends OwnCost {
  /** User and system time of all hosts together. */
  readonly hostsCpuMs: number
}

export interface Setting {
  readonly hosts: number
  readonly latencyMs: number
}

export interface Scores {
  readonly costs: ReadonlyMap<string, readonly Cost[]>
  /** Of all hosts together. */
  readonly counts: ReadonlyMap<string, Count>
}

const WIRE_PORT = 2223
let runs = 0

/** All contestants in turn, in the other direction every other round; then each once more over a wire that counts. */
export async function runContest(setting: Setting, fleet: Fleet, options: BenchOptions): Promise<Scores> {
  const { hosts, latencyMs } = setting
  const taking = CONTESTANTS.filter((one) => isIn(one, hosts, options))
  const costs = new Map<string, Cost[]>(taking.map(({ name }) => [name, []]))
  const counts = new Map<string, Count>()
  const wire = await startWire({ addresses: addresses(hosts), port: WIRE_PORT, to: SSHD_PORT, roundTripMs: latencyMs })
  try {
    for (let round = 0; round < options.rounds; round++) {
      for (const one of round % 2 === 0 ? taking : [...taking].reverse()) {
        if (one.isSlow === true && round >= options.slowRounds) continue
        costs.get(one.name)?.push(await runOnce(one, setting, fleet, latencyMs === 0 ? SSHD_PORT : WIRE_PORT))
      }
    }
    for (const one of taking) {
      if (latencyMs === 0 && !(one.isSlow === true && hosts > 10)) {
        await runOnce(one, setting, fleet, WIRE_PORT)
        counts.set(one.name, await wire.count())
      }
    }
  } finally {
    wire.stop()
  }
  return { costs, counts }
}

function isIn(one: Contestant, hosts: number, { only, slowUpTo }: BenchOptions): boolean {
  if (one.isSlow === true && hosts > slowUpTo) return false
  return only.length === 0 || only.some((part) => one.name.includes(part))
}

async function runOnce(one: Contestant, { hosts }: Setting, fleet: Fleet, port: number): Promise<Cost> {
  await fleet.reset(hosts)
  const argv = await one.argv({ fleet, hosts, port, rev: 11 + (runs++ % 89) })
  process.stderr.write(`  ${one.name} `)
  const before = await fleet.cpuMs()
  const own = await measure(argv, one.env ?? {}, fleet.folder)
  const cost = { ...own, hostsCpuMs: (await fleet.cpuMs()) - before }
  process.stderr.write(`${(cost.wallMs / 1000).toFixed(2)} s\n`)
  if (one.doesWork) await fleet.verify(hosts)
  return cost
}
