import { Controller } from '../kit/controller.ts'
import { ANOTHERS, prepare, type Operator } from './fleet.ts'
import type { FaultHost } from './host/fault-host.ts'
import { fillDisk, freeDisk, letWrite, makeReadOnly } from './host/mounts.ts'

export interface Scene {
  readonly target: FaultHost
  readonly operator: Operator
  /** Ends Longshore as `kill -9` does. */
  readonly killController: () => void
}

export interface Fault {
  readonly name: string
  readonly strike: (scene: Scene) => Promise<unknown>
  /** What whoever looks after the host does, once the run has ended. */
  readonly mend: (scene: Scene) => Promise<unknown>
}

const nothing = (): Promise<void> => Promise.resolve()

export const FAULTS: readonly Fault[] = [
  {
    name: 'controller killed',
    strike: ({ killController }) => {
      killController()
      return nothing()
    },
    mend: nothing,
  },
  {
    name: 'network cut',
    strike: ({ target }) => target.cutNetwork(),
    mend: ({ target }) => target.restoreNetwork(),
  },
  { name: 'sshd killed', strike: ({ target }) => target.killSshd(), mend: ({ target }) => target.startSshd() },
  { name: 'power cut', strike: ({ target }) => target.powerCut(), mend: ({ target }) => target.boot() },
  { name: 'disk full', strike: ({ target }) => fillDisk(target), mend: ({ target }) => freeDisk(target) },
  {
    name: 'read-only file system',
    strike: ({ target }) => makeReadOnly(target),
    mend: ({ target }) => letWrite(target),
  },
  {
    name: 'daemon dies, does not start',
    strike: ({ target }) => target.breakDocker('dies'),
    mend: ({ target }) => target.mendDocker(),
  },
  {
    name: 'daemon hangs in its start',
    strike: ({ target }) => target.breakDocker('hangs'),
    mend: ({ target }) => target.mendDocker(),
  },
  {
    name: 'SIGHUP ignored',
    strike: ({ target }) => target.ignoreReload(),
    mend: ({ target }) => target.heedReload(),
  },
  {
    name: 'clock an hour ahead',
    strike: ({ target }) => target.jumpClock(3600),
    mend: ({ target }) => target.jumpClock(0),
  },
  {
    name: 'clock an hour back',
    strike: ({ target }) => target.jumpClock(-3600),
    mend: ({ target }) => target.jumpClock(0),
  },
  { name: 'second operator', strike: secondOperator, mend: nothing },
]

/** Somebody else rolls other mirrors out over the same hosts, from another place, in the middle of it. */
async function secondOperator({ operator }: Scene): Promise<void> {
  using controller = new Controller()
  await controller.run(prepare({ ...operator, controller, to: ANOTHERS }))
}
