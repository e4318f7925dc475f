import type { MirrorHost } from '../containerd/mirror-host.ts'
import { cidrGaps, hostsInWords } from './for-containerd.ts'
import { dockerOnly, isCidr, mirrorEntries, type Desired, type Verdict } from './desired.ts'
import { locationOf, missingFeatures } from './mirror-features.ts'

/** One `[[registry]]` of a registries.conf for podman, buildah, skopeo and CRI-O. */
export interface ContainersRegistry {
  readonly location: string
  readonly insecure: boolean
  readonly mirrors: readonly ContainersMirror[]
}

export interface ContainersMirror {
  readonly location: string
  readonly insecure: boolean
  readonly pullFrom?: string | undefined
}

export interface ContainersShare extends Verdict {
  readonly registries: readonly ContainersRegistry[]
}

/** Source: container-libs image/docs/containers-registries.conf.5.md. */
export function forContainers(desired: Desired): ContainersShare {
  const named = mirrorEntries(desired).filter(([registry]) => registry !== '_default')
  const insecure = new Set(desired.insecure.filter((entry) => !isCidr(entry)))
  const mirrored = named.map(([registry, hosts]) => ({
    location: registry,
    insecure: insecure.has(registry),
    mirrors: hosts.flatMap((host) => mirrorOf(host, insecure)),
  }))
  const bare = [...insecure].filter((host) => !named.some(([registry]) => registry === host))
  return {
    registries: [...mirrored, ...bare.map((location) => ({ location, insecure: true, mirrors: [] }))],
    applies: hostsInWords({ ...desired, mirrors: Object.fromEntries(named) }),
    notExpressible: [
      ...mirrorEntries(desired).flatMap(([registry, hosts]) =>
        registry === '_default'
          ? ['mirrors of every other registry: registries.conf has no such entry']
          : hosts.flatMap(gapsOf),
      ),
      ...cidrGaps(desired, 'registries.conf goes by name'),
      ...dockerOnly(desired, 'registries.conf'),
    ],
  }
}

/** `insecure` stands for plain HTTP and for an unverified certificate. */
function mirrorOf(host: MirrorHost, insecure: ReadonlySet<string>): ContainersMirror[] {
  const location = locationOf(host)
  if (location === undefined) return []
  const open = host.url.startsWith('http:') || host.skipVerify || insecure.has(new URL(host.url).host)
  return [{ location, insecure: open, ...(isDigestOnly(host) && { pullFrom: 'digest-only' }) }]
}

function isDigestOnly({ capabilities }: MirrorHost): boolean {
  return capabilities.includes('pull') && !capabilities.includes('resolve')
}

function gapsOf(host: MirrorHost): string[] {
  const place =
    locationOf(host) === undefined
      ? [`the path of ${host.url}: podman and CRI-O ask HOST/v2/PATH, which is another place`]
      : []
  const trust = 'certificates are read from /etc/containers/certs.d (registry_ca, store: containers)'
  return [
    ...place,
    ...missingFeatures(isDigestOnly(host) ? { ...host, capabilities: ['pull', 'resolve'] } : host, {
      ca: trust,
      client: trust,
      capabilities: 'registries.conf knows all, digest-only and tag-only',
      dial_timeout: 'registries.conf has no such setting',
    }),
  ]
}
