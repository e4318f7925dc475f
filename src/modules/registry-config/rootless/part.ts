import { mirrorEntries, type Desired } from '../../../registry/desired/desired.ts'
import { forDocker } from '../../../registry/desired/for-docker.ts'
import type { Version } from '../../../registry/version.ts'
import type { DockerRegistryFacts } from '../../docker-registry/facts.ts'
import { planDockerRegistry } from '../../docker-registry/plan.ts'
import { linksFor } from '../docker-links.ts'
import { daemonKeys, dockerAction } from '../docker-part.ts'
import { NOTHING_TO_DO, type Part, type Task } from '../part.ts'
import type { RootlessUser } from './facts.ts'
import { planForUser } from './for-user.ts'

/** The rootless dockerds of a host: that of the first user by name is configured, others are named. */
export function rootlessParts(task: Task): Part[] {
  const { facts } = task
  const { user } = facts.rootless
  const dockerd = user === undefined ? undefined : dockerdOf(task)
  const others = facts.own.found.filter(({ name, user: other }) => name === 'docker-rootless' && other !== user?.name)
  return [
    ...(user === undefined ? [] : [dockerd === undefined ? sessionless(user) : rootlessPart(task, user, dockerd)]),
    ...others.map(({ user: other }) => leftAlone(`${OTHERS} (user ${other})`)),
  ]
}

const OTHERS = 'any of it: of the rootless dockerds of a host, that of the first user by name is configured'

/** Undefined where the user's own systemd does not know the unit. */
function dockerdOf({ facts }: Task): (DockerRegistryFacts & { readonly version: Version }) | undefined {
  const { file, unit, info, containers } = facts.rootless
  const running = info?.kind === 'running' ? info.version : undefined
  const version = facts.docker.version ?? running
  if (file === undefined || info === undefined || version === undefined || unit?.loaded !== true) return undefined
  return { ...facts.docker, version, file, unit, info, containers: containers ?? [], markers: [], answers: [] }
}

function rootlessPart(
  task: Task,
  user: RootlessUser,
  dockerd: DockerRegistryFacts & { readonly version: Version },
): Part {
  const { file, info, version } = dockerd
  const { desired } = task
  const hub = { ...desired, mirrors: Object.fromEntries(mirrorEntries(desired).filter(([name]) => name === HUB)) }
  const share = forDocker(hub, { version, store: info.kind === 'running' ? info.store : 'graphdriver' })
  const keys = daemonKeys(task, share, file, 'docker-rootless')
  const plan = planDockerRegistry(keys.args, dockerd)
  return {
    runtime: 'docker-rootless',
    version,
    applies: share.applies,
    notExpressible: [...share.notExpressible, ...folderGaps(desired)],
    plan: planForUser(plan, user, file),
    action: dockerAction(plan),
    files: [file.realPath],
    verified: `docker info and the reload event of the dockerd of ${user.name}`,
    owned: { 'docker-rootless': keys.owned },
  }
}

const HUB = 'docker.io'

/** What Docker has a place for in certs.d, and this module does not put there for a user. */
function folderGaps(desired: Desired): string[] {
  const why = 'this module does not write certs.d of a rootless dockerd (~/.config/docker/certs.d)'
  const others = mirrorEntries(desired).filter(([name]) => name !== HUB)
  const trust = linksFor(desired).length > 0 ? [`certificates of mirrors: ${why}`] : []
  return [...others.map(([registry]) => `mirrors of ${registry}: ${why}`), ...trust]
}

function sessionless({ name }: RootlessUser): Part {
  return leftAlone(
    `any of it: the systemd of user ${name} does not answer (systemctl start user@UID, or edit ~/.config/docker/daemon.json and reload)`,
  )
}

function leftAlone(reason: string): Part {
  return {
    runtime: 'docker-rootless',
    version: undefined,
    applies: [],
    notExpressible: [reason],
    plan: NOTHING_TO_DO,
    action: 'none',
    files: [],
    verified: 'not configured',
    owned: {},
  }
}
