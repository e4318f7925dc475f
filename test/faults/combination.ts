import { setTimeout as wait } from 'node:timers/promises'
import { Controller, type Ended } from '../kit/controller.ts'
import type { Fault, Scene } from './faults.ts'
import { finish, type FinishWith, type WayOut } from './finish.ts'
import { ANOTHERS, otherSide, prepare, type Side, type Way } from './fleet.ts'
import type { FaultHost } from './host/fault-host.ts'
import { makeWhole, settled, stateInTheEnd, type HostState } from './host/state.ts'
import { FORGET, RELEASE, trace } from './host/trace-programs.ts'
import type { Moment } from './moments.ts'
import type { Pace } from './pace.ts'

export interface Combination {
  readonly fault: Fault
  readonly moment: Moment
  readonly way: Way
  /** What a dead run is finished with. */
  readonly finishWith: FinishWith
}

export interface Outcome {
  /** What every host of the fleet is in the end. New may be that of a second operator, who was faster. */
  readonly end: 'old' | 'new' | 'in between'
  /** What the operator had to do after the run. */
  readonly wayOut: WayOut
  readonly exitCode: number | null
  /** What is wrong: empty where nothing is. */
  readonly wrong: readonly string[]
}

/** Hosts that a lane of the matrix has for itself; the fault strikes the second, in the middle of the rollout. */
export interface Fleet {
  readonly hosts: readonly FaultHost[]
  readonly target: FaultHost
  readonly pace: Pace
  side: Side
}

/** In place of the minutes after which it is void: the next run would send another program to take it over. */
const VOID_LOCK = 'rm -rf /var/lib/longshore/locks'

/** Runs the rollout, lets the fault strike, does what an operator would, and looks what every host has become. */
export async function runCombination(combination: Combination, fleet: Fleet): Promise<Outcome> {
  using controller = new Controller()
  const { fault, moment, way, finishWith } = combination
  const to = otherSide(fleet.side)
  const operator = { controller, hosts: fleet.hosts, way, to, pace: fleet.pace }
  const words = prepare(operator)
  await fleet.target.sh(trace(fleet.target.shellAt, moment.id))

  const { child, ended } = controller.start(words)
  const scene: Scene = { target: fleet.target, operator, killController: () => child.kill('SIGKILL') }
  const fired = await firedOrEnded(fleet.target, ended)
  const wrong: string[] = fired ? [] : ['the run never came to this moment']
  if (fired) await fault.strike(scene)
  await disarm(fleet.target)
  const ran = await within(fleet.pace.whole, ended, () => child.kill('SIGKILL'))
  if (ran.late) wrong.push(`the run went on for more than ${fleet.pace.whole} s`)
  if (fired) await fault.mend(scene)

  const finished = await finish({
    controller,
    hosts: fleet.hosts,
    target: fleet.target,
    guardSeconds: fleet.pace.guard,
    finishWith,
    exitCode: ran.code,
  })
  await settled(fleet.target)
  const states = await Promise.all(fleet.hosts.map(stateInTheEnd))
  await fleet.target.sh(FORGET)
  wrong.push(...finished.wrong, ...wrongWith(states, ran.output))
  if (states.some((state) => isLockThatWasTold(state, ran.output))) await fleet.target.sh(VOID_LOCK)
  const [first] = states
  const end = wrong.length > 0 || first?.side === undefined ? 'in between' : first.side === fleet.side ? 'old' : 'new'
  if (end === 'in between') {
    wrong.push(`the run said: ${ran.output.slice(-1500)}`, ...finished.said)
    await Promise.all(fleet.hosts.map((host) => makeWhole(host, fleet.side)))
  } else if (first?.side === ANOTHERS) {
    await Promise.all(fleet.hosts.map((host) => makeWhole(host, fleet.side)))
  } else if (end === 'new') fleet.side = to
  return { end, wayOut: finished.wayOut, exitCode: ran.code, wrong }
}

function wrongWith(states: readonly HostState[], output: string): readonly string[] {
  const broken = states.flatMap((state) => [
    ...(state.side === undefined ? [`${state.name} is in between:\n${state.told}`] : []),
    ...(state.left === '' || isLockThatWasTold(state, output)
      ? []
      : [`on ${state.name} there is still: ${state.left}`]),
  ])
  if (broken.length > 0) return broken
  const sides = new Set(states.map(({ side }) => side))
  return sides.size === 1
    ? []
    : [`the fleet is divided: ${states.map(({ name, side }) => `${name} ${side}`).join(', ')}`]
}

/** A disk that takes no more keeps its lock: the run says so, and it is void without anybody's doing. */
function isLockThatWasTold({ name, left }: HostState, output: string): boolean {
  return (
    /^lock left: [^\n]+(\n[^\n/]*){3}\n\{"run".*\}\n$/.test(left) && output.includes(`${name} could not be unlocked`)
  )
}

async function firedOrEnded(target: FaultHost, ended: Promise<Ended>): Promise<boolean> {
  const over = ended.then(() => 'over' as const)
  while (!target.hasFired()) {
    if ((await Promise.race([over, wait(20, 'on' as const)])) === 'over') return target.hasFired()
  }
  return true
}

/** Lets the host go on. One without power has nothing to go on with. */
async function disarm(target: FaultHost): Promise<void> {
  await target.sh(RELEASE).catch(() => undefined)
}

async function within(
  seconds: number,
  ended: Promise<Ended>,
  kill: () => void,
): Promise<Ended & { readonly late: boolean }> {
  const over = new AbortController()
  const late = wait(seconds * 1000, 'late' as const, { signal: over.signal }).catch(() => 'over' as const)
  const first = await Promise.race([ended, late])
  over.abort()
  if (typeof first !== 'string') return { ...first, late: false }
  kill()
  return { ...(await ended), late: true }
}
