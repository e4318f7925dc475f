import type { Plan } from '../../model/plan.ts'
import { forContainerd } from '../../registry/desired/for-containerd.ts'
import { hostsPath } from '../containerd-registry/facts.ts'
import { planContainerdRegistry } from '../containerd-registry/plan.ts'
import { claimHosts } from './claim-hosts.ts'
import { containerdArgs } from './facts.ts'
import { NOTHING_TO_DO, valuesOf, type ActionClass, type Part, type Task } from './part.ts'

const SCOPE = 'containerd'

/** containerd of containerd.service, as containerd_registry configures it. */
export function containerdPart({ args, desired, facts, owned }: Task): Part | undefined {
  const { version, unit, config } = facts.containerd
  if (version === undefined || !unit.loaded) return undefined
  const share = forContainerd(desired, version)
  const path = (registry: string) => hostsPath(containerdArgs(args, {}), registry)
  const fileOf = (registry: string) =>
    facts.own.containerdHosts.get(path(registry)) ?? facts.containerd[`hosts:${registry}`]
  const claim = claimHosts(share.hosts, owned[SCOPE] ?? {}, args.exclusive, fileOf)
  const spoken = Object.entries(claim.mirrors).filter(([registry]) => fileOf(registry) !== undefined)
  const files = Object.fromEntries(spoken.map(([registry]) => [`hosts:${registry}`, fileOf(registry)]))
  const plan =
    spoken.length === 0
      ? NOTHING_TO_DO
      : planContainerdRegistry(containerdArgs(args, Object.fromEntries(spoken)), { ...facts.containerd, ...files })
  return {
    runtime: 'containerd',
    version,
    applies: share.applies,
    notExpressible: share.notExpressible,
    plan,
    action: containerdAction(plan),
    files: [config.realPath, ...spoken.map(([registry]) => path(registry))],
    verified: 'the state of its CRI plugin, and the files read back',
    owned: { [SCOPE]: claim.owned },
  }
}

/** Containers outlive containerd; those of an old Docker stop with it. */
function containerdAction(plan: Plan): ActionClass {
  const { action, containers_stopped: stopped } = valuesOf(plan)
  if (action === 'staged') return 'staged'
  if (action !== 'restart') return 'none'
  return Array.isArray(stopped) && stopped.length > 0 ? 'restart-stops-containers' : 'restart-live-restore'
}
