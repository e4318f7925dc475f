import type { ImageReference } from './image-reference.ts'

export const CONSUMERS = ['docker', 'containerd', 'buildkit', 'containers'] as const

/** Programs that make different URLs of one mirror with a path: dockerd, CRI and nerdctl, BuildKit, podman and CRI-O. */
export type Consumer = (typeof CONSUMERS)[number]

export interface Endpoint {
  /** With its scheme. */
  readonly url: string
  readonly consumer: Consumer
  /** containerd's override_path. */
  readonly overridePath: boolean
}

/**
 * Where a consumer asks for a manifest. Sources: moby daemon/hosts.go, containerd core/remotes/docker/config/hosts.go,
 * buildkit util/resolver/resolver.go, container-libs image/pkg/sysregistriesv2.
 */
export function manifestUrl(endpoint: Endpoint, { registry, repository, reference }: ImageReference): string {
  const { url, consumer } = endpoint
  const namespace =
    (consumer === 'containerd' || consumer === 'buildkit') && new URL(url).host !== apiHost(registry)
      ? `?ns=${encodeURIComponent(registry)}`
      : ''
  return `${apiRoot(endpoint)}/${repository}/manifests/${reference}${namespace}`
}

/** Where `/v2/` of the registry behind it is. dockerd alone asks below the path. */
export function apiUrl({ url, consumer }: Endpoint): string {
  return consumer === 'docker' ? `${trimmed(url)}/v2/` : `${new URL(url).origin}/v2/`
}

/** The host that answers for a registry where nothing else is configured. */
export function apiHost(registry: string): string {
  return registry === 'docker.io' ? 'registry-1.docker.io' : registry
}

function apiRoot({ url, consumer, overridePath }: Endpoint): string {
  if (consumer === 'docker') return `${trimmed(url)}/v2`
  const { origin } = new URL(url)
  const path = new URL(url).pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  if (consumer !== 'containerd') return `${origin}/v2${path}`
  return overridePath || path.endsWith('/v2') ? `${origin}${path}` : `${origin}${path}/v2`
}

function trimmed(url: string): string {
  return url.replace(/\/$/, '')
}
