import { setTimeout as wait } from 'node:timers/promises'
import { type HostName } from '../lab/generations.ts'
import { openLab } from '../lab/lab.ts'
import { assign } from './assign.ts'
import type { Combination, Fleet } from './combination.ts'
import { inTurn } from './in-turn.ts'
import { openLabFleet } from './lab-fleet.ts'
import { runLane, type Row } from './matrix.ts'

/** For so long, then whoever else waits for the host has it in between. */
const LENT_MS = 5 * 60_000
const PAUSE_MS = 2000

export interface LabMatrix {
  readonly hosts: readonly HostName[]
  /** All combinations that the fleet has, after runs without a fault. */
  readonly listFor: (fleet: Fleet) => Promise<readonly Combination[]>
  readonly isDone: (combination: Combination, host: string) => boolean
  readonly done: (row: Row) => void
  readonly say: (text: string) => void
  /** Aborted: no further combination begins, and the hosts are given back. */
  readonly stop: AbortSignal
}

/** The hosts of the lab at the same time, each with its share. */
export async function runLabMatrix({ hosts, listFor, isDone, done, say, stop }: LabMatrix): Promise<void> {
  const lists = new Map<string, readonly Combination[]>()
  await Promise.all(
    hosts.map((name) => withFleet(name, say, async (fleet) => void lists.set(name, await listFor(fleet)))),
  )
  const shares = assign(new Map(hosts.flatMap((name) => [[name, lists.get(name) ?? []] as const])))
  await Promise.all(
    hosts.map(async (name) => {
      const queue = inTurn(shares.get(name) ?? []).filter((combination) => !isDone(combination, name))
      say(`${name}: ${queue.length} combinations`)
      let isHere = true
      while (isHere && queue.length > 0 && !stop.aborted) {
        isHere = await withFleet(name, say, (fleet) => {
          const over = AbortSignal.any([stop, AbortSignal.timeout(LENT_MS)])
          return runLane(fleet, () => (over.aborted ? undefined : queue.shift()), done)
        })
        await wait(PAUSE_MS)
      }
    }),
  )
}

async function withFleet(
  name: HostName,
  say: LabMatrix['say'],
  use: (fleet: Fleet) => Promise<void>,
): Promise<boolean> {
  const lab = await openLab({ hosts: [name] })
  try {
    const [host] = lab.hosts
    if (host?.available === false) {
      say(`${name} is not here: ${host.reason}`)
      return false
    }
    const fleet = await openLabFleet(lab, name)
    await use(fleet).finally(() => fleet.close())
    return true
  } finally {
    lab.close()
  }
}
