import type { RunEvent } from '../../model/run-event/run-event.ts'
import type { Stage } from '../rollout/plan-stages.ts'

interface RecordedRollout {
  readonly stages: readonly Stage[]
  readonly promoted: ReadonlySet<number>
  readonly approved: ReadonlySet<number>
}

/**
 * How far rollouts were before the process that ran them was gone, by the names of their plays. Of two plays with one name
 * nothing is known: what was said of one of them must not count for the other.
 */
export class RecordedRollouts {
  readonly #rollouts = new Map<string, RecordedRollout>()

  constructor(events: readonly RunEvent[]) {
    for (const { play } of eventsOf(events, 'rollout-planned')) this.#rollouts.set(play, recorded(play, events))
    for (const play of namedTwice(events)) this.#rollouts.delete(play)
  }

  /** The stages as they were planned. */
  stages(play: string): readonly Stage[] | undefined {
    return this.#rollouts.get(play)?.stages
  }

  /** Whether it had gone well: its soak is over, and its gates had passed. */
  isPromoted(play: string, stage: number): boolean {
    return this.#rollouts.get(play)?.promoted.has(stage) === true
  }

  isApproved(play: string, stage: number): boolean {
    return this.#rollouts.get(play)?.approved.has(stage) === true
  }
}

function eventsOf<T extends RunEvent['type']>(events: readonly RunEvent[], type: T) {
  return events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type)
}

function recorded(play: string, events: readonly RunEvent[]): RecordedRollout {
  const finished = eventsOf(events, 'stage-finished').filter((event) => event.play === play)
  const given = eventsOf(events, 'approval-given').filter((event) => event.play === play)
  return {
    stages: eventsOf(events, 'rollout-planned').find((event) => event.play === play)?.stages ?? [],
    promoted: new Set(finished.flatMap(({ stage, verdict }) => (verdict === 'promote' ? [stage] : []))),
    approved: new Set(given.flatMap(({ stage, approved }) => (approved ? [stage] : []))),
  }
}

/** Within the life of one process. */
function namedTwice(events: readonly RunEvent[]): ReadonlySet<string> {
  const twice = new Set<string>()
  let seen = new Set<string>()
  for (const event of events) {
    if (event.type === 'run-resumed') seen = new Set()
    if (event.type !== 'play-started') continue
    if (seen.has(event.play)) twice.add(event.play)
    seen.add(event.play)
  }
  return twice
}
