import { firstWith, has } from '../capabilities/matrix.ts'
import type { MirrorHost } from '../containerd/mirror-host.ts'
import type { ImageStore } from '../docker/action-for.ts'
import { validateMirror } from '../docker/mirror.ts'
import type { Version } from '../version.ts'
import { hostOfMirror, mirrorEntries, mirrorsInWords, type Desired, type Proxies, type Verdict } from './desired.ts'
import { missingFeatures } from './mirror-features.ts'

/** What dockerd can have of a desired state, and where each part goes. */
export interface DockerShare extends Verdict {
  /** registry-mirrors of daemon.json. */
  readonly mirrors: readonly string[]
  /** insecure-registries of daemon.json. */
  readonly insecure: readonly string[]
  readonly parallelPulls: number | undefined
  readonly retries: number | undefined
  readonly proxies: Proxies | undefined
  /** hosts.toml files below /etc/docker/certs.d, by registry. */
  readonly hosts: Readonly<Record<string, readonly MirrorHost[]>>
  /** Mirrors whose authority or client certificate goes to a folder of /etc/docker/certs.d. */
  readonly trusted: readonly MirrorHost[]
}

export interface DockerRuntime {
  readonly version: Version
  readonly store: ImageStore
}

export function forDocker(desired: Desired, docker: DockerRuntime): DockerShare {
  const entries = mirrorEntries(desired)
  const hub = entries.filter(([registry]) => registry === 'docker.io').flatMap(([, hosts]) => hosts)
  const usable = hub.filter((host) => hubRefusals(host, docker).length === 0)
  const others = entries.filter(([registry]) => registry !== 'docker.io')
  const readsHosts = has('docker', docker.version, 'hosts-toml')
  const skipped = usable.filter(({ skipVerify }) => skipVerify).map(hostOfMirror)
  const limits = limitsOf(desired, docker)
  return {
    mirrors: usable.map(({ url }) => url),
    insecure: [...new Set([...desired.insecure, ...skipped])],
    parallelPulls: limits.parallelPulls,
    retries: limits.retries,
    proxies: has('docker', docker.version, 'key proxies') ? desired.proxies : undefined,
    hosts: readsHosts ? Object.fromEntries(others.map(([name, hosts]) => [name, hosts.map(withoutTimeout)])) : {},
    trusted: usable.filter(({ ca, client }) => ca.length + client.length > 0),
    applies: [
      ...(usable.length === 0 ? [] : [`${mirrorsInWords('docker.io', usable)} (registry-mirrors)`]),
      ...skipped.map((host) => `skip_verify: ${host} becomes insecure, which allows plain HTTP too`),
      ...(desired.insecure.length === 0 ? [] : [`insecure registries: ${desired.insecure.join(', ')}`]),
      ...(readsHosts ? others.map(([name, hosts]) => `${mirrorsInWords(name, hosts)} (${readers(docker)})`) : []),
      ...limits.applies,
    ],
    notExpressible: [
      ...hub.flatMap((host) => [...hubRefusals(host, docker), ...hubGaps(host, docker)]),
      ...others.flatMap(([name, hosts]) => otherGaps(name, hosts, docker)),
      ...limits.notExpressible,
    ],
  }
}

/** Why this mirror of Docker Hub cannot be used at all. */
function hubRefusals(host: MirrorHost, { version }: DockerRuntime): string[] {
  const finding = validateMirror(host.url, version)
  const path = missingFeatures(host, {
    override_path: 'dockerd always asks URL/v2/, where a Harbor, Nexus or Artifactory project does not lie',
  })
  return finding?.severity === 'fatal' ? [finding.message] : path
}

function hubGaps(host: MirrorHost, { store }: DockerRuntime): string[] {
  const elsewhere = 'with the containerd image store dockerd does not look into the folder of a mirror'
  return missingFeatures(host, {
    capabilities: 'dockerd asks its mirrors for tags and for layers alike',
    dial_timeout: 'dockerd waits up to 30 seconds for a mirror',
    ...(store === 'containerd' && { ca: elsewhere, client: elsewhere }),
  })
}

function otherGaps(registry: string, hosts: readonly MirrorHost[], docker: DockerRuntime): string[] {
  const { version, store } = docker
  if (!has('docker', version, 'hosts-toml')) {
    const first = firstWith('docker', 'hosts-toml') ?? ''
    const why = `registry-mirrors is for docker.io alone, and hosts.toml needs Docker ${first}`
    return [`mirrors of ${registry}: Docker ${version} has none: ${why}`]
  }
  const timeouts = hosts.flatMap((host) => missingFeatures(host, { dial_timeout: 'dockerd is not known to heed it' }))
  if (store === 'containerd') return timeouts
  const why = 'with the graphdriver image store docker build alone reads /etc/docker/certs.d/*/hosts.toml'
  return [`mirrors of ${registry} for docker pull: ${why}`, ...timeouts]
}

function readers({ store }: DockerRuntime): string {
  return store === 'containerd' ? 'hosts.toml, for pulls and builds' : 'hosts.toml, for builds'
}

function withoutTimeout({ dialTimeout: _, ...host }: MirrorHost): MirrorHost {
  return host
}

function limitsOf({ parallelPulls, retries, proxies }: Desired, { version, store }: DockerRuntime) {
  const followed = store === 'graphdriver' || has('docker', version, 'containerd-store-transfer-limits')
  const takesProxies = has('docker', version, 'key proxies')
  const applies: string[] = []
  const notExpressible: string[] = []
  const say = (text: string, why: string | undefined) =>
    why === undefined ? applies.push(text) : notExpressible.push(`${text}: ${why}`)
  const deaf = `Docker ${version} ignores it with the containerd image store`
  if (parallelPulls !== undefined) say(`parallel_pulls ${parallelPulls}`, followed ? undefined : deaf)
  const retried = store === 'graphdriver'
  if (retries !== undefined) say(`retries ${retries}`, retried ? undefined : deaf)
  const old = `daemon.json of Docker ${version} has no proxies: it would not start`
  if (proxies !== undefined) say('proxies', takesProxies ? undefined : old)
  return {
    parallelPulls: followed ? parallelPulls : undefined,
    retries: retried ? retries : undefined,
    applies,
    notExpressible,
  }
}
