import { NOTHING_TO_DO, type Part, type Task } from './part.ts'

const REASONS = {
  'docker-snap':
    'any of it: the snap may not read /etc/docker, and a refresh can write its own daemon.json anew (use the package of Docker)',
  'docker-rootless':
    'any of it: a rootless dockerd is not configured by this module (edit ~/.config/docker/daemon.json, then systemctl --user reload docker)',
} as const

/** Runtimes that are seen and left alone, with the reason. */
export function unmanagedParts({ facts, args }: Task): Part[] {
  return facts.own.found.flatMap(({ name, version, user }) => {
    if (name !== 'docker-snap' && name !== 'docker-rootless') return []
    const whose = user === '' ? '' : ` (user ${user})`
    return [
      {
        runtime: name,
        version,
        applies: [],
        notExpressible: args.state === 'absent' ? [] : [`${REASONS[name]}${whose}`],
        plan: NOTHING_TO_DO,
        action: 'none' as const,
        files: [],
        verified: 'not configured',
        owned: {},
      },
    ]
  })
}
