import { parseImageReference } from '../../registry/image-reference.ts'
import { apiHost } from '../../registry/registry-urls.ts'
import type { StageName } from '../registry-utils/judge-talk.ts'
import type { RegistryProbeArgs } from './args.ts'

/** What a failed stage means for pulls of this consumer, in plain words. */
export function consequenceOf({ url, image, consumer }: RegistryProbeArgs): string {
  const registry = image === undefined ? undefined : parseImageReference(image)?.registry
  const isMirror = url !== undefined && registry !== undefined && new URL(url).host !== apiHost(registry)
  const who = { docker: 'dockerd', containerd: 'containerd', buildkit: 'BuildKit', containers: 'podman and CRI-O' }[
    consumer
  ]
  return isMirror
    ? `${who} would pass this mirror over in silence and ask the next one or ${apiHost(registry)} itself`
    : `pulls from there by ${who} fail`
}

export const ADVICE: Readonly<Record<StageName, string>> = {
  dns: "Check the name, and the host's resolver (/etc/resolv.conf, /etc/hosts); behind a proxy, that no_proxy does not name it",
  tcp: 'Check address and port, that the registry runs, and the way to it: routes, firewalls, proxies of the daemon',
  tls: 'Install the authority of the registry (registry_ca), have its certificate name this host, or use http:// if it has no TLS',
  api: 'Check that a registry listens at this address, and the path: a mirror below a path needs the consumer to support it',
  token: 'Check user and password (registry_auth), and that the host reaches the token service',
  manifest: 'Check name and tag, whether the mirror serves this registry, and whether the credential may read it',
}
