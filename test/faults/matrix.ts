import { Controller } from '../kit/controller.ts'
import { runCombination, type Combination, type Fleet, type Outcome } from './combination.ts'
import { FAULTS, type Fault } from './faults.ts'
import { otherSide, prepare, type Way } from './fleet.ts'
import { makeWhole } from './host/state.ts'
import { trace } from './host/trace-programs.ts'
import { readTrace } from './read-trace.ts'
import { momentsOf, type Moment } from './moments.ts'
import { CROWD_PACE } from './pace.ts'

export interface Row extends Outcome {
  readonly host: string
  readonly way: Way
  readonly fault: string
  readonly phase: Moment['phase']
  readonly step: string
  readonly moment: string
  readonly seconds: number
  /** Of a seeded run. */
  readonly seed?: number
}

/** A run in which nothing breaks, however slow the machine is, and all its moments on the host that faults will strike. */
export async function goldenRun(fleet: Fleet, way: Way): Promise<readonly Moment[]> {
  using controller = new Controller()
  const to = otherSide(fleet.side)
  const words = prepare({ controller, hosts: fleet.hosts, way, to, pace: CROWD_PACE })
  await fleet.target.sh(trace(fleet.target.shellAt))
  const ran = await controller.run(words)
  if (ran.code !== 0) throw new Error(`without any fault the rollout ends with ${ran.code}: ${ran.output}`)
  fleet.side = to
  return momentsOf(await readTrace(fleet.target), controller.events(), fleet.target.name)
}

const FINISHES = ['resume', 'rollback', 'guard'] as const

/** Every fault at every moment. Runs that died are resumed, rolled back and left to the guard in turn. */
export function combinationsOf(way: Way, moments: readonly Moment[], faults: readonly Fault[] = FAULTS) {
  return faults.flatMap((fault, row) =>
    moments.map((moment, column): Combination => {
      return { fault, moment, way, finishWith: FINISHES[(row + column) % 3] ?? 'resume' }
    }),
  )
}

function rowOf({ fault, moment, way }: Combination, fleet: Fleet, outcome: Outcome): Omit<Row, 'seconds'> {
  const { phase, step, id } = moment
  return { host: fleet.target.name, way, fault: fault.name, phase, step, moment: id, ...outcome }
}

/** Runs what `next` gives until it gives no more. A combination that throws is one that failed. */
export async function runLane(
  fleet: Fleet,
  next: () => Combination | undefined,
  done: (row: Row) => void,
): Promise<void> {
  for (let combination = next(); combination !== undefined; combination = next()) {
    const begin = performance.now()
    const outcome = await runCombination(combination, fleet).catch(async (error: unknown): Promise<Outcome> => {
      await repair(fleet)
      return { end: 'in between', wayOut: [], exitCode: null, wrong: [String(error)] }
    })
    done({ ...rowOf(combination, fleet, outcome), seconds: Math.round((performance.now() - begin) / 1000) })
  }
}

/** Mends all that a fault may have left, so that the next combination begins on sound hosts. */
async function repair(fleet: Fleet): Promise<void> {
  using controller = new Controller()
  const operator = { controller, hosts: fleet.hosts, way: 'reload', to: fleet.side, pace: fleet.pace } as const
  const scene = { target: fleet.target, operator, killController: () => undefined }
  for (const { mend } of FAULTS) await mend(scene).catch(() => undefined)
  await Promise.all(fleet.hosts.map((host) => makeWhole(host, fleet.side)))
}
