import type { Fact, Gathered } from '../../model/fact.ts'
import type { MirrorHost } from '../../registry/containerd/mirror-host.ts'
import type { Desired } from '../../registry/desired/desired.ts'
import {
  containerdRegistryArgs,
  DEFAULT_CONFIG_PATH,
  type ContainerdRegistryArgs,
} from '../containerd-registry/args.ts'
import { containerdRegistryFacts, hostsPath, missingFiles } from '../containerd-registry/facts.ts'
import { dockerRegistryArgs } from '../docker-registry/args.ts'
import { dockerRegistryFacts } from '../docker-registry/facts.ts'
import { configFile, type ConfigFile } from '../registry-utils/config-file.ts'
import { configFiles } from '../registry-utils/config-files.ts'
import type { RegistryConfigArgs } from './args.ts'
import { linksFor } from './docker-links.ts'
import { runtimesFound } from './found.ts'
import { hostsOf } from '../../registry/desired/for-containerd.ts'
import { rootlessFacts } from './rootless/facts.ts'
import { unitRuns } from './unit-runs.ts'
import { desiredOf, filesNamedBy } from './wanted.ts'

export const OWNED_FILE = '/var/lib/longshore/registry/owned.json'
export const DOCKER_CERTS = '/etc/docker/certs.d'
export const DROP_IN = '/etc/containers/registries.conf.d/90-longshore.conf'

export const UNITS = ['k3s', 'k3s-agent', 'rke2-server', 'rke2-agent', 'crio', 'buildkit'] as const

/** Everything that any runtime's plan needs, in one round trip. */
export function registrySheets(args: RegistryConfigArgs) {
  const desired = desiredOf(args)
  return {
    docker: dockerRegistryFacts(dockerArgs(args, desired)),
    containerd: containerdRegistryFacts(containerdArgs(args, hostsOf(desired))),
    own: {
      record: configFile(OWNED_FILE),
      found: runtimesFound(),
      units: unitRuns(UNITS),
      missing: missingFiles(filesNamedBy(desired)),
      dockerHosts: configFiles(`${DOCKER_CERTS}/*/hosts.toml`),
      containerdHosts: configFiles(`${DEFAULT_CONFIG_PATH}/*/hosts.toml`),
      k3s: configFile('/etc/rancher/k3s/registries.yaml'),
      rke2: configFile('/etc/rancher/rke2/registries.yaml'),
      containers: configFiles('/etc/containers/registries.conf', '/etc/containers/registries.conf.d/*.conf'),
      dropIn: configFile(DROP_IN),
      buildkit: configFile('/etc/buildkit/buildkitd.toml'),
      nerdctl: configFile('/etc/nerdctl/nerdctl.toml'),
    },
    rootless: rootlessFacts(),
    links: files(linksFor(desired).map(({ path }) => path)),
    newHosts: files(Object.keys(desired.mirrors).map((registry) => hostsPath(dockerHostsArgs(args, {}), registry))),
  }
}

export type RegistrySheets = ReturnType<typeof registrySheets>

export type RegistryFacts = { readonly [K in keyof RegistrySheets]: Gathered<RegistrySheets[K]> }

export function dockerArgs(args: RegistryConfigArgs, { mirrors }: Pick<Desired, 'mirrors'>) {
  const { apply, verify_timeout, probe_mirrors, take_over } = args
  const hub = (mirrors['docker.io'] ?? []).map(({ url }) => url)
  return dockerRegistryArgs.parse({
    apply,
    verify_timeout,
    probe_mirrors,
    take_over,
    mirrors: probe_mirrors ? hub : [],
  })
}

export function containerdArgs(
  args: RegistryConfigArgs,
  mirrors: Readonly<Record<string, readonly MirrorHost[]>>,
): ContainerdRegistryArgs {
  const { apply, verify_timeout, probe_mirrors, take_over } = args
  const plain = containerdRegistryArgs.parse({ apply, verify_timeout, probe_mirrors, take_over })
  return { ...plain, mirrors: Object.fromEntries(Object.entries(mirrors).map(([name, hosts]) => [name, [...hosts]])) }
}

/** hosts.toml files of dockerd, written as containerd's are. */
export function dockerHostsArgs(
  args: RegistryConfigArgs,
  mirrors: Readonly<Record<string, readonly MirrorHost[]>>,
): ContainerdRegistryArgs {
  return { ...containerdArgs(args, mirrors), config_path: DOCKER_CERTS }
}

function files(paths: readonly string[]): Readonly<Record<string, Fact<ConfigFile>>> {
  return Object.fromEntries(paths.map((path) => [path, configFile(path)] as const))
}
