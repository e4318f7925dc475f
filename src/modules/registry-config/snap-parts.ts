import { NOTHING_TO_DO, type Part, type Task } from './part.ts'

const SNAP =
  'any of it: the snap may not read /etc/docker, and a refresh can write its own daemon.json anew (use the package of Docker)'

/** Docker's snap is seen and left alone, with the reason. */
export function snapParts({ facts, args }: Task): Part[] {
  return facts.own.found
    .filter(({ name }) => name === 'docker-snap')
    .map(({ name, version }) => ({
      runtime: name,
      version,
      applies: [],
      notExpressible: args.state === 'absent' ? [] : [SNAP],
      plan: NOTHING_TO_DO,
      action: 'none',
      files: [],
      verified: 'not configured',
      owned: {},
    }))
}
