import type { Controller, Ended } from '../kit/controller.ts'
import type { FaultHost } from './host/fault-host.ts'
import { stateOf } from './host/state.ts'

export type WayOut = 'nothing' | 'resume' | 'rollback' | 'resume, rollback'

export interface Finished {
  readonly wayOut: WayOut
  readonly wrong: readonly string[]
  /** What the commands said, for whoever looks into it. */
  readonly said: readonly string[]
}

interface Afterwards {
  readonly controller: Controller
  readonly hosts: readonly FaultHost[]
  readonly finishWith: 'resume' | 'rollback'
  readonly exitCode: number | null
}

/**
 * What an operator does by the book: a run that died or was interrupted is resumed, or rolled back; one that is over and
 * could not put everything back is rolled back, now that the host is there again.
 */
export async function finish({ controller, hosts, finishWith, exitCode }: Afterwards): Promise<Finished> {
  const said: string[] = []
  const did: ('resume' | 'rollback')[] = []
  const perform = async (verb: 'resume' | 'rollback'): Promise<Ended> => {
    const ended = await controller.run(['runs', verb, 'latest'])
    did.push(verb)
    said.push(`runs ${verb} (${ended.code}): ${ended.output.slice(-1500)}`)
    return ended
  }

  let last = exitCode
  const isOpen = /^state +(dead|interrupted)/m.test(await controller.show())
  if (isOpen) last = (await perform(finishWith)).code
  if (last !== 0 && last !== 8 && !(await isUniform(hosts)) && did.at(-1) !== 'rollback') await perform('rollback')

  const shown = await controller.show()
  const wrong = /^chain +intact /m.test(shown) ? [] : [`the journal cannot be read whole: ${shown}`]
  return { wayOut: did.length === 0 ? 'nothing' : (did.join(', ') as WayOut), wrong, said }
}

async function isUniform(hosts: readonly FaultHost[]): Promise<boolean> {
  const states = await Promise.all(hosts.map(stateOf))
  const [first] = states
  return first?.side !== undefined && states.every(({ side }) => side === first.side)
}
