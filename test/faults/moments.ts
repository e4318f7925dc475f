import type { NumberedEvent } from '../../src/model/run-event.ts'

/** Where in a run a fault strikes: as the traced host names it, and as a reader does. */
export interface Moment {
  readonly id: string
  readonly phase: 'before' | 'in' | 'after'
  readonly step: string
}

interface Command {
  readonly trip: string
  readonly index: number
  /** Calls of traced programs within it, in order: `mv 1`. */
  readonly calls: string[]
}

/**
 * Every moment of a run that went well, from what the host traced. The steps are those that the engine journalled; what
 * it sent beside them (facts, what guards and locks need) counts as well.
 */
export function momentsOf(trace: string, events: readonly NumberedEvent[], host: string): readonly Moment[] {
  const trips = tripsOf(trace)
  const names = stepNames(trips, stepsOf(events, host))
  return trips.flatMap((commands, trip) => {
    const steps = names.get(trip)
    if (steps !== undefined) return commands.flatMap((command, index) => momentsOfCommand(command, steps[index] ?? '?'))
    return momentsBeside(commands)
  })
}

function tripsOf(trace: string): readonly (readonly Command[])[] {
  const trips = new Map<string, Map<string, Command>>()
  for (const line of trace.split('\n')) {
    const [trip = '', phase, index = '', ...call] = line.split(' ')
    if (phase === undefined) continue
    const commands = trips.get(trip) ?? new Map<string, Command>()
    trips.set(trip, commands)
    if (phase === 'before') commands.set(index, { trip, index: Number(index), calls: [] })
    if (phase === 'in') commands.get(index)?.calls.push(call.join(' '))
  }
  return [...trips.values()].map((commands) => [...commands.values()])
}

function stepsOf(events: readonly NumberedEvent[], host: string): readonly (readonly string[])[] {
  return events.flatMap((event) => (event.type === 'steps-started' && event.host === host ? [event.steps] : []))
}

/** The journal names steps before they run, so each list of them belongs to the next round trip that has as many. */
function stepNames(
  trips: readonly (readonly Command[])[],
  announced: readonly (readonly string[])[],
): ReadonlyMap<number, readonly string[]> {
  const names = new Map<number, readonly string[]>()
  let from = 0
  for (const steps of announced) {
    const trip = trips.findIndex((commands, index) => index >= from && commands.length === steps.length)
    if (trip === -1) throw new Error(`no round trip has the ${steps.length} steps of the journal: ${steps.join('; ')}`)
    names.set(trip, steps)
    from = trip + 1
  }
  return names
}

function momentsOfCommand({ trip, index, calls }: Command, step: string): readonly Moment[] {
  return [
    { id: `${trip} before ${index}`, phase: 'before', step },
    ...withinCommand(calls).map((within) => ({ id: `${trip} ${within(index)}`, phase: 'in' as const, step })),
    { id: `${trip} after ${index}`, phase: 'after', step },
  ]
}

/** Half done: the new file written and not in place; systemd told, and the daemon not looked at; else before the last call. */
function withinCommand(calls: readonly string[]): readonly ((command: number) => string)[] {
  if (calls.includes('mv 1')) return [(command) => `in ${command} mv 1`]
  const told = calls.filter((call) => /^systemctl [12]$/.test(call))
  if (told.length > 0) return told.map((call) => (command: number) => `past ${command} ${call}`)
  const last = calls.at(-1)
  return last === undefined ? [] : [(command) => `in ${command} ${last}`]
}

const CHANGES = /^(mv|cp|ln|rm|mkdir|chmod|chown) 1$/

/** What is sent beside the steps: as a whole, and each command in it that changes something. */
function momentsBeside(commands: readonly Command[]): readonly Moment[] {
  const [first] = commands
  const last = commands.at(-1)
  if (first === undefined || last === undefined) return []
  const changing = commands.filter(({ calls }) => calls.some((call) => CHANGES.test(call)))
  const step = changing.length > 0 ? 'guard and lock' : 'facts'
  return [
    { id: `${first.trip} before ${first.index}`, phase: 'before', step },
    ...changing.flatMap(({ trip, index, calls }) =>
      withinCommand(calls).map((within) => ({ id: `${trip} ${within(index)}`, phase: 'in' as const, step })),
    ),
    { id: `${last.trip} after ${last.index}`, phase: 'after', step },
  ]
}
