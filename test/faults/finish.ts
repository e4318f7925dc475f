import type { Controller, Ended } from '../kit/controller.ts'
import type { FaultHost } from './host/fault-host.ts'
import { guardIsOver } from './host/await-guard.ts'
import { stateOf } from './host/state.ts'

type Verb = 'resume' | 'rollback'

/** What was done after the run, in order. */
export type WayOut = readonly ('guard' | Verb)[]

export interface Finished {
  readonly wayOut: WayOut
  readonly wrong: readonly string[]
  /** What the commands said, for whoever looks into it. */
  readonly said: readonly string[]
}

/** `guard`: nobody does anything until the host that was struck has put itself back. */
export type FinishWith = 'guard' | Verb

interface Afterwards {
  readonly controller: Controller
  readonly hosts: readonly FaultHost[]
  readonly target: FaultHost
  readonly guardSeconds: number
  readonly finishWith: FinishWith
  readonly exitCode: number | null
}

/** The exit code that says of a host that it could not be put back, or is left to its guard. */
const HOST_LEFT = 9
/** That of a rollback which a host did not answer: it is kept, and the same command does it later. */
const HOST_AWAY = 4
const TRIES = 3

/**
 * What an operator does by the book: a run that died or was interrupted is resumed, or rolled back; one that is over and
 * could not put everything back is rolled back, now that the host is there again.
 */
export async function finish({
  controller,
  hosts,
  target,
  guardSeconds,
  finishWith,
  exitCode,
}: Afterwards): Promise<Finished> {
  const said: string[] = []
  const did: ('guard' | Verb)[] = []
  const wrong: string[] = []
  const perform = async (verb: Verb): Promise<Ended> => {
    const ended = await controller.run(['runs', verb, 'latest'])
    did.push(verb)
    said.push(`runs ${verb} (${ended.code}): ${ended.output.slice(-1500)}`)
    const isQueued =
      verb === 'rollback' && ended.code === HOST_AWAY && did.filter((done) => done === verb).length < TRIES
    return isQueued ? perform(verb) : ended
  }

  if (finishWith === 'guard' && (await guardIsOver(target, guardSeconds))) {
    did.push('guard')
    const { side, told } = await stateOf(target)
    if (side === undefined) wrong.push(`the guard of ${target.name} left it in between:\n${told}`)
  }
  let last = exitCode
  const isOpen = /^state +(dead|interrupted)/m.test(await controller.show())
  if (isOpen) last = (await perform(finishWith === 'resume' ? 'resume' : 'rollback')).code
  if (did.at(-1) !== 'rollback' && (last === HOST_LEFT || !(await isUniform(hosts)))) await perform('rollback')

  const shown = await controller.show()
  if (!/^chain +intact /m.test(shown)) wrong.push(`the journal cannot be read whole: ${shown}`)
  return { wayOut: did, wrong, said }
}

async function isUniform(hosts: readonly FaultHost[]): Promise<boolean> {
  const states = await Promise.all(hosts.map(stateOf))
  const [first] = states
  return first?.side !== undefined && states.every(({ side }) => side === first.side)
}
