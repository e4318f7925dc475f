import type { Plan } from '../../model/plan.ts'
import { downloadsOf, readRegistrySettings, type RegistrySettings } from '../../registry/containerd/config-toml.ts'
import type { Desired } from '../../registry/desired/desired.ts'
import { forContainerd } from '../../registry/desired/for-containerd.ts'
import { claimValue } from '../../registry/desired/ownership.ts'
import type { Version } from '../../registry/version.ts'
import { hostsPath, type ContainerdRegistryFacts } from '../containerd-registry/facts.ts'
import { planContainerdRegistry } from '../containerd-registry/plan.ts'
import { fileText } from '../registry-utils/file-obstacle.ts'
import { claimHosts } from './claim-hosts.ts'
import { containerdArgs } from './facts.ts'
import { NOTHING_TO_DO, valuesOf, type ActionClass, type Part, type Task } from './part.ts'

const SCOPE = 'containerd'
const LIMITS_SCOPE = 'containerd-limits'
const DOWNLOADS = 'max_concurrent_downloads'

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
  const limit = claimDownloads(desired, facts.containerd, version, owned[LIMITS_SCOPE]?.[DOWNLOADS] ?? [])
  const asked = { ...containerdArgs(args, Object.fromEntries(spoken)), max_concurrent_downloads: limit.value }
  const hostsFolder = spoken.length === 0 ? { config_path: settingsOf(facts.containerd)?.configPath ?? '' } : {}
  const plan =
    spoken.length === 0 && limit.value === undefined
      ? NOTHING_TO_DO
      : planContainerdRegistry({ ...asked, ...hostsFolder }, { ...facts.containerd, ...files })
  return {
    runtime: 'containerd',
    version,
    applies: share.applies,
    notExpressible: share.notExpressible,
    plan,
    action: containerdAction(plan),
    files: [config.realPath, ...spoken.map(([registry]) => path(registry))],
    checksums: valuesOf(plan)['checksums'],
    verified: 'the state of its CRI plugin, and the files read back',
    owned: { [SCOPE]: claim.owned, [LIMITS_SCOPE]: { [DOWNLOADS]: limit.owned } },
  }
}

function claimDownloads(
  { parallelPulls }: Desired,
  facts: ContainerdRegistryFacts,
  version: Version,
  owned: readonly string[],
) {
  const settings = settingsOf(facts)
  const present = settings === undefined ? undefined : downloadsOf(settings, version)
  const claim = claimValue(present, parallelPulls, owned)
  return {
    value: typeof claim.value === 'number' || claim.value === null ? claim.value : undefined,
    owned: claim.owned,
  }
}

/** What config.toml says, imports merged where containerd told. */
function settingsOf({ dump, config }: ContainerdRegistryFacts): RegistrySettings | undefined {
  if (dump.kind === 'read') return dump.settings
  const text = fileText(config)
  const read = text.ok ? readRegistrySettings(text.value) : undefined
  return read?.ok === true ? read.value : undefined
}

/** Containers outlive containerd; those of an old Docker stop with it. */
function containerdAction(plan: Plan): ActionClass {
  const { action, containers_stopped: stopped } = valuesOf(plan)
  if (action === 'staged') return 'staged'
  if (action !== 'restart') return 'none'
  return Array.isArray(stopped) && stopped.length > 0 ? 'restart-stops-containers' : 'restart-live-restore'
}
