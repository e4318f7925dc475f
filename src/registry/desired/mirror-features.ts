import type { Capability, MirrorHost } from '../containerd/mirror-host.ts'
import { MIRROR_CAPABILITIES } from '../containerd/mirror-host.ts'

/** What a mirror asks for beyond its URL. */
export type Feature = 'ca' | 'client' | 'skip_verify' | 'capabilities' | 'override_path' | 'dial_timeout'

export function featuresOf(host: MirrorHost): Feature[] {
  const all: readonly (readonly [Feature, boolean])[] = [
    ['ca', host.ca.length > 0],
    ['client', host.client.length > 0],
    ['skip_verify', host.skipVerify],
    ['capabilities', !sameCapabilities(host.capabilities)],
    ['override_path', host.overridePath],
    ['dial_timeout', host.dialTimeout !== undefined],
  ]
  return all.filter(([, asked]) => asked).map(([feature]) => feature)
}

/** One line for each feature that the runtime has no place for; `reasons` names those. */
export function missingFeatures(host: MirrorHost, reasons: Readonly<Partial<Record<Feature, string>>>): string[] {
  return featuresOf(host).flatMap((feature) => {
    const reason = reasons[feature]
    return reason === undefined ? [] : [`${feature} of ${host.url}: ${reason}`]
  })
}

/**
 * Where a mirror lies for runtimes that always ask `https://HOST/v2/PATH/...` (BuildKit, podman, CRI-O): HOST[/PATH], or
 * undefined where the URL means another place to containerd, which asks `URL/v2/...`, or `URL/...` with override_path.
 */
export function locationOf({ url, overridePath }: MirrorHost): string | undefined {
  const { host, pathname } = new URL(url)
  const path = pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  if (!overridePath) return path === '' || path === '/v2' ? host : undefined
  if (path !== '/v2' && !path.startsWith('/v2/')) return undefined
  return host + path.slice('/v2'.length)
}

function sameCapabilities(capabilities: readonly Capability[]): boolean {
  return [...capabilities].sort().join() === [...MIRROR_CAPABILITIES].sort().join()
}
