import type { NumberedEvent } from '../../src/model/run-event/run-event.ts'

/** Where in a run a fault strikes: as the traced host names it, and as a reader does. */
export interface Moment {
  readonly id: string
  readonly phase: 'before' | 'in' | 'after'
  readonly step: string
}

/** What a host saw of a run: moments as lines, and the program of each round trip by its name. */
export interface Trace {
  readonly log: string
  readonly programs: ReadonlyMap<string, string>
}

interface Command {
  readonly trip: string
  readonly index: number
  /** For guards, undo records and locks; no step of a task. */
  readonly isBeside: boolean
  /** Calls of traced programs within it, in order: `mv 1`. */
  readonly calls: string[]
}

/**
 * Every moment of a run that went well. The steps are those that the engine journalled; what it sent beside them (facts, what
 * guards, records and locks need) counts as well.
 */
export function momentsOf(trace: Trace, events: readonly NumberedEvent[], host: string): readonly Moment[] {
  const trips = tripsOf(trace)
  const names = stepNames(trips, stepsOf(events, host))
  return trips.flatMap((commands, trip) => {
    const steps = [...(names.get(trip) ?? [])]
    if (steps.length === 0) return momentsOfLook(commands)
    return commands.flatMap((command) =>
      command.isBeside ? momentsBeside(command) : momentsOfStep(command, steps.shift() ?? ''),
    )
  })
}

function tripsOf({ log, programs }: Trace): readonly (readonly Command[])[] {
  const trips = new Map<string, Map<string, Command>>()
  for (const line of log.split('\n')) {
    const [trip = '', phase, index = '', ...call] = line.split(' ')
    if (phase === undefined) continue
    const commands = trips.get(trip) ?? new Map<string, Command>()
    trips.set(trip, commands)
    const isBeside = isBesideIn(programs.get(trip) ?? '', index)
    if (phase === 'before') commands.set(index, { trip, index: Number(index), isBeside, calls: [] })
    if (phase === 'in') commands.get(index)?.calls.push(call.join(' '))
  }
  return [...trips.values()].map((commands) => [...commands.values()])
}

/** Words of the scripts that work in /var/lib/longshore. */
const BESIDE = /find_base "\$1"|dir=\$dir\/locks\/\$machine/

/** A command has a subshell of its own, or one with its neighbours (src/adapters/shell-program/compile-group.ts). */
function isBesideIn(program: string, index: string): boolean {
  const [, text = ''] = program.split(new RegExp(`\nls_b ${index}\n|\nls_i=${index}\nls_b "\\$ls_i"\n`))
  return BESIDE.test(text.split(/\nls_e |\nls_next /)[0] ?? '')
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
    const trip = trips.findIndex(
      (commands, index) => index >= from && commands.filter(({ isBeside }) => !isBeside).length === steps.length,
    )
    if (trip === -1) throw new Error(`no round trip has the ${steps.length} steps of the journal: ${steps.join('; ')}`)
    names.set(trip, steps)
    from = trip + 1
  }
  return names
}

function momentsOfStep(command: Command, step: string): readonly Moment[] {
  const { trip, index } = command
  return [
    { id: `${trip} before ${index}`, phase: 'before', step },
    ...momentsWithin(command, step),
    { id: `${trip} after ${index}`, phase: 'after', step },
  ]
}

/** Half done: the new file written and not in place; systemd told, and the daemon not looked at; else before the last call. */
function momentsWithin({ trip, index, calls }: Command, step: string): readonly Moment[] {
  const within = (phase: string, call: string): Moment => ({
    id: `${trip} ${phase} ${index} ${call}`,
    phase: 'in',
    step,
  })
  const told = calls.filter((call) => /^systemctl [12]$/.test(call))
  const last = calls.at(-1)
  if (calls.includes('mv 1')) return [within('in', 'mv 1')]
  if (told.length > 0) return told.map((call) => within('past', call))
  return last === undefined ? [] : [within('in', last)]
}

const CHANGES = /^(mv|ln|mkdir) 1$/

function momentsBeside(command: Command): readonly Moment[] {
  return command.calls.some((call) => CHANGES.test(call)) ? momentsWithin(command, 'guard, undo record or lock') : []
}

/** Facts, or all that guards and locks need at the end: as a whole, and where something is changed. */
function momentsOfLook(commands: readonly Command[]): readonly Moment[] {
  const [first] = commands
  const last = commands.at(-1)
  if (first === undefined || last === undefined) return []
  const step = commands.every(({ isBeside }) => isBeside) ? 'guard, undo record or lock' : 'facts'
  return [
    { id: `${first.trip} before ${first.index}`, phase: 'before', step },
    ...commands.flatMap(momentsBeside),
    { id: `${last.trip} after ${last.index}`, phase: 'after', step },
  ]
}
