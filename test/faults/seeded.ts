import pLimit from 'p-limit'
import type { Combination, Fleet } from './combination.ts'
import { FAULTS } from './faults.ts'
import { DAEMON_JSON, daemonJson, type Way } from './fleet.ts'
import { openSandboxHost } from './host/sandbox-fault-host.ts'
import type { FaultHost } from './host/fault-host.ts'
import { makeWhole } from './host/state.ts'
import { goldenRun, runLane, type Row } from './matrix.ts'
import type { Moment } from './moments.ts'
import { CROWD_PACE } from './pace.ts'
import { randomFrom } from './random.ts'

const WAYS: readonly Way[] = ['reload', 'restart']

export interface SeededRuns {
  /** So many hosts. */
  readonly size: number
  readonly seeds: readonly number[]
  readonly done: (row: Row) => void
  readonly stop: AbortSignal
}

/** Rollouts over many hosts; in each a fault, a host, a moment and a way out that the seed picks. */
export async function seededRuns({ size, seeds, done, stop }: SeededRuns): Promise<void> {
  process.setMaxListeners(0)
  const hosts = await openMany(size)
  try {
    const moments = await goldenMoments(hosts.slice(0, 3))
    const fleet: Fleet = { hosts, target: randomFrom(0)(hosts), side: 'mirror-1', pace: CROWD_PACE }
    for (const seed of seeds) {
      const pick = randomFrom(seed)
      const way = pick(WAYS)
      const combination: Combination = {
        fault: pick(FAULTS),
        moment: pick(moments[way]),
        way,
        finishWith: pick(['resume', 'rollback', 'guard'] as const),
      }
      const queue = [combination]
      const struck = { ...fleet, target: pick(hosts) }
      if (stop.aborted) break
      await runLane(
        struck,
        () => queue.shift(),
        (row) => done({ ...row, seed }),
      )
      fleet.side = struck.side
    }
  } finally {
    await Promise.all(hosts.map((host) => host.close()))
  }
}

async function openMany(size: number): Promise<readonly FaultHost[]> {
  const few = pLimit(8)
  const names = Array.from({ length: size }, (_, index) => `w${String(index + 1).padStart(3, '0')}`)
  return Promise.all(
    names.map((name) =>
      few(async () => {
        const host = await openSandboxHost({ name, docker: '26.1.5', files: { [DAEMON_JSON]: daemonJson('mirror-1') } })
        await makeWhole(host, 'mirror-1')
        return host
      }),
    ),
  )
}

/** What a host is sent does not depend on how many there are, so three of them show all moments. They end as they were. */
async function goldenMoments(hosts: readonly FaultHost[]): Promise<Readonly<Record<Way, readonly Moment[]>>> {
  const [, target] = hosts
  if (target === undefined) throw new Error('there are three hosts at least')
  const fleet: Fleet = { hosts, target, side: 'mirror-1', pace: CROWD_PACE }
  const reload = await goldenRun(fleet, 'reload')
  const restart = await goldenRun(fleet, 'restart')
  return { reload, restart }
}
