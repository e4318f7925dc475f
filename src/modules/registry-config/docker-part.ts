import type { Plan } from '../../model/plan.ts'
import { OLDEST } from '../../registry/capabilities/matrix.ts'
import { normaliseInsecureRegistry } from '../../registry/docker/insecure-registry.ts'
import { normaliseMirror } from '../../registry/docker/mirror.ts'
import { forDocker, type DockerShare } from '../../registry/desired/for-docker.ts'
import { claimEntries, claimValue } from '../../registry/desired/ownership.ts'
import { hostsChanges } from '../containerd-registry/hosts-changes.ts'
import { hostsPath } from '../containerd-registry/facts.ts'
import { hostsSteps } from '../containerd-registry/steps.ts'
import { planDockerRegistry } from '../docker-registry/plan.ts'
import { keysOf } from '../docker-registry/steps.ts'
import { checksum } from '../registry-utils/checksum.ts'
import type { ConfigFile } from '../registry-utils/config-file.ts'
import { fileText } from '../registry-utils/file-obstacle.ts'
import { maskedDiff } from '../registry-utils/file-steps.ts'
import { claimHosts } from './claim-hosts.ts'
import { dockerArgs, dockerHostsArgs } from './facts.ts'
import { linkPlan } from './link-plan.ts'
import { impossible, joinPlans, NOTHING_TO_DO, valuesOf, type ActionClass, type Part, type Task } from './part.ts'

const HOSTS_SCOPE = 'docker-hosts'

/** dockerd of docker.service: daemon.json as docker_registry edits it, and certs.d beside it. */
export function dockerPart(task: Task): Part | undefined {
  const { facts, desired } = task
  const { version: installed, info, unit, file } = facts.docker
  const running = info.kind === 'running' ? info : undefined
  const version = installed ?? running?.version
  if (version === undefined || !unit.loaded) return undefined
  const share = forDocker(desired, { version, store: running?.store ?? 'graphdriver' })
  const keys = daemonKeys(task, share, file, 'docker')
  const daemon = planDockerRegistry(keys.args, facts.docker)
  const hosts = hostsPart(task, share)
  const links = linkPlan(task, share)
  return {
    runtime: 'docker',
    version,
    applies: share.applies,
    notExpressible: share.notExpressible,
    plan: joinPlans([hosts.plan, links.plan, daemon]),
    action: dockerAction(daemon),
    files: [file.realPath, ...hosts.files, ...links.files],
    checksums: { ...(valuesOf(daemon)['checksums'] as object), ...hosts.checksums },
    verified: 'docker info and the reload event of dockerd',
    owned: { docker: keys.owned, [HOSTS_SCOPE]: hosts.owned, 'docker-links': links.owned },
  }
}

/** What daemon.json of a dockerd has to say, as arguments of docker_registry. `scope`: whose entries are whose there. */
export function daemonKeys(
  { args, desired, owned: all }: Task,
  share: DockerShare,
  present: ConfigFile,
  scope: 'docker' | 'docker-rootless',
) {
  const text = fileText(present)
  const file = keysOf(text.ok && text.value.trim() !== '' ? text.value : '{}')
  const owned = all[scope] ?? {}
  const list = (key: string, wanted: readonly string[], same: (entry: string) => string) => {
    const ours = owned[key] ?? []
    const entries = textsOf(file[key])
    const claim = claimEntries({ present: entries, desired: wanted, owned: ours, exclusive: args.exclusive, same })
    const isSpoken = wanted.length + ours.length > 0
    return { value: isSpoken ? [...claim.entries] : undefined, owned: claim.owned }
  }
  const value = (key: string, wanted: unknown) => claimValue(file[key], wanted, owned[key] ?? [])
  const mirrors = list('registry-mirrors', share.mirrors, normaliseMirror)
  const insecure = list('insecure-registries', share.insecure, normaliseInsecureRegistry)
  const others = {
    'max-concurrent-downloads': value('max-concurrent-downloads', share.parallelPulls),
    'max-download-attempts': value('max-download-attempts', share.retries),
    proxies: value('proxies', proxiesKey(share)),
  }
  const set = Object.entries(others).filter(([, claim]) => claim.value !== undefined)
  return {
    args: {
      ...dockerArgs(args, desired),
      mirrors: mirrors.value,
      insecure_registries: insecure.value,
      extra: Object.fromEntries(set.map(([key, claim]) => [key, claim.value])),
    },
    owned: {
      'registry-mirrors': mirrors.owned,
      'insecure-registries': insecure.owned,
      ...Object.fromEntries(Object.entries(others).map(([key, claim]) => [key, claim.owned])),
    },
  }
}

function proxiesKey({ proxies }: DockerShare) {
  if (proxies === undefined) return undefined
  return {
    ...(proxies.http !== undefined && { 'http-proxy': proxies.http }),
    ...(proxies.https !== undefined && { 'https-proxy': proxies.https }),
    ...(proxies.none !== undefined && { 'no-proxy': proxies.none.join(',') }),
  }
}

/** hosts.toml files are read at every pull; dockerd's reader of them is containerd's. */
function hostsPart({ args, facts, owned }: Task, share: DockerShare) {
  const paths = (registry: string) => hostsPath(dockerHostsArgs(args, {}), registry)
  const fileOf = (registry: string): ConfigFile | undefined =>
    facts.own.dockerHosts.get(paths(registry)) ?? facts.newHosts[paths(registry)]
  const claim = claimHosts(share.hosts, owned[HOSTS_SCOPE] ?? {}, args.exclusive, fileOf)
  const hosts = Object.entries(claim.mirrors).flatMap(([registry, list]) => {
    const file = fileOf(registry)
    return file === undefined ? [] : [{ registry, list, file }]
  })
  const files = Object.fromEntries(hosts.map(({ registry, file }) => [`hosts:${registry}`, file]))
  const mirrors = Object.fromEntries(hosts.map(({ registry, list }) => [registry, list]))
  const changes = hostsChanges(dockerHostsArgs(args, mirrors), { ...facts.containerd, ...files }, {}, OLDEST.containerd)
  if (!changes.ok) return { plan: impossible(changes.error), files: [], checksums: {}, owned: {} }
  const plan: Plan =
    changes.value.length === 0
      ? NOTHING_TO_DO
      : {
          kind: 'change',
          steps: changes.value.flatMap(hostsSteps),
          diff: changes.value.map(({ file, before, after }) => maskedDiff(file, before, after)),
        }
  const checksums = changes.value.map(({ file: { path }, after }) => [
    path,
    after === undefined ? null : checksum(after),
  ])
  return {
    plan,
    files: changes.value.map(({ file }) => file.realPath),
    checksums: Object.fromEntries(checksums) as Readonly<Record<string, string | null>>,
    owned: claim.owned,
  }
}

export function dockerAction(plan: Plan): ActionClass {
  const { action, containers_stopped: stopped } = valuesOf(plan)
  if (action === 'restart') {
    return Array.isArray(stopped) && stopped.length > 0 ? 'restart-stops-containers' : 'restart-live-restore'
  }
  return action === 'reload' || action === 'staged' ? action : 'none'
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}
