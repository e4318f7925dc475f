import { setTimeout as wait } from 'node:timers/promises'
import { type HostName } from '../lab/generations.ts'
import { openLab } from '../lab/lab.ts'
import { assign } from './assign.ts'
import type { Combination, Fleet } from './combination.ts'
import { openLabFleet } from './lab-fleet.ts'
import { runLane, type Row } from './matrix.ts'

/** So many combinations, then whoever else waits for the host has it in between. */
const LENT_FOR = 12
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
      const queue = mixed(shares.get(name) ?? []).filter((combination) => !isDone(combination, name))
      say(`${name}: ${queue.length} combinations`)
      while (queue.length > 0 && !stop.aborted) {
        const part = queue.splice(0, LENT_FOR)
        await withFleet(name, say, (fleet) => runLane(fleet, () => (stop.aborted ? undefined : part.shift()), done))
        await wait(PAUSE_MS)
      }
    }),
  )
}

/** Faults and steps in turn, so that one that is stopped has tried some of each. */
function mixed(list: readonly Combination[]): readonly Combination[] {
  const stride = list.length % STRIDE === 0 ? 1 : STRIDE
  return list.flatMap((_, at) => list[(at * stride) % list.length] ?? [])
}

const STRIDE = 37

async function withFleet(name: HostName, say: LabMatrix['say'], use: (fleet: Fleet) => Promise<void>): Promise<void> {
  const lab = await openLab({ hosts: [name] })
  try {
    const [host] = lab.hosts
    if (host?.available === false) {
      say(`${name} is not here: ${host.reason}`)
      return
    }
    const fleet = await openLabFleet(lab, name)
    await use(fleet).finally(() => fleet.close())
  } finally {
    lab.close()
  }
}
